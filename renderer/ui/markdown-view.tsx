import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './viewer.module.css';

/** Markdown as a reader would see it. Raw HTML stays text, links open elsewhere and tell nobody where they came from. */
export function MarkdownView({ text }: { text: string }) {
  return (
    <div className={classes.markdown}>
      <Markdown
        remarkPlugins={[remarkGfm]}
        components={{
          a: ({ children, href }) => (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {children}
            </a>
          ),
          // Pictures from elsewhere would tell their server who reads the card.
          img: ({ alt, src }) => <span className={classes.picture}>Picture: {alt ?? String(src)}</span>,
          // Headings of a text must not compete with those of the window.
          h1: ({ children }) => <p className={classes.h1}>{children}</p>,
          h2: ({ children }) => <p className={classes.h2}>{children}</p>,
          h3: ({ children }) => <p className={classes.h3}>{children}</p>,
          h4: ({ children }) => <p className={classes.h3}>{children}</p>,
          h5: ({ children }) => <p className={classes.h3}>{children}</p>,
          h6: ({ children }) => <p className={classes.h3}>{children}</p>,
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
