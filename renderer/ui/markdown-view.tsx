import type { ComponentProps } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './viewer.module.css';

const plugins = [remarkGfm];

// Headings of a text must not compete with those of the window.
const First = ({ children }: ComponentProps<'h1'>) => <p className={classes.h1}>{children}</p>;
const Second = ({ children }: ComponentProps<'h2'>) => <p className={classes.h2}>{children}</p>;
const Lower = ({ children }: ComponentProps<'h3'>) => <p className={classes.h3}>{children}</p>;

const Elsewhere = ({ children, href }: ComponentProps<'a'>) => (
  <a href={href} target="_blank" rel="noreferrer noopener">
    {children}
  </a>
);

// A picture from elsewhere would tell its server who reads the card.
const Picture = ({ alt, src }: ComponentProps<'img'>) => (
  <span className={classes.picture}>
    Picture: {alt ?? (typeof src === 'string' ? src : 'without a name')}
  </span>
);

const elements: Components = {
  a: Elsewhere,
  img: Picture,
  h1: First,
  h2: Second,
  h3: Lower,
  h4: Lower,
  h5: Lower,
  h6: Lower,
};

/** Markdown as a reader would see it. Raw HTML stays text, links open elsewhere and tell nobody where they came from. */
export function MarkdownView({ text }: { text: string }) {
  return (
    <div className={classes.markdown}>
      <Markdown remarkPlugins={plugins} components={elements}>
        {text}
      </Markdown>
    </div>
  );
}
