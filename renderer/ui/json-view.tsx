import { Button } from '@mantine/core';
import { useState } from 'react';
import { JsonView as Tree } from 'react-json-view-lite';
import { CopyButton } from './copy-button.tsx';
import classes from './viewer.module.css';
import json from './json-view.module.css';

const style = {
  container: json.container ?? '',
  basicChildStyle: json.child ?? '',
  childFieldsContainer: json.fields ?? '',
  label: json.label ?? '',
  clickableLabel: json.label ?? '',
  nullValue: json.nothing ?? '',
  undefinedValue: json.nothing ?? '',
  stringValue: json.string ?? '',
  booleanValue: json.word ?? '',
  numberValue: json.number ?? '',
  otherValue: json.nothing ?? '',
  punctuation: json.punctuation ?? '',
  expandIcon: json.expand ?? '',
  collapseIcon: json.collapse ?? '',
  collapsedContent: json.collapsed ?? '',
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  ariaLables: { collapseJson: 'Close this part', expandJson: 'Open this part' },
  stringifyStringValues: true,
};

/** The tree is not virtual: above this many nodes it starts closed and the text is offered. */
const mostOpenNodes = 400;
const mostNodes = 20_000;

/** A JSON value as a tree that opens level by level. */
export function JsonView({ value, label = 'Value' }: { value: unknown; label?: string }) {
  const [isTreeWanted, setIsTreeWanted] = useState(false);
  const text = JSON.stringify(value, null, 2) ?? 'null';
  const nodes = text.split('\n').length;
  if (typeof value !== 'object' || value === null) return <code className={classes.scalar}>{text}</code>;
  if (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0) {
    return <code className={classes.scalar}>{Array.isArray(value) ? '[ ]' : '{ }'}</code>;
  }
  return (
    <div className={classes.viewer}>
      <div className={classes.tools}>
        <CopyButton text={text} label="Copy as JSON" />
      </div>
      {nodes > mostNodes && !isTreeWanted ? (
        <>
          <pre className={classes.text} tabIndex={0} role="group" aria-label={label}>
            {text.slice(0, 20_000)}
          </pre>
          <Button size="xs" variant="subtle" onClick={() => setIsTreeWanted(true)}>
            Open as a tree of {nodes} lines
          </Button>
        </>
      ) : (
        <div className={classes.tree}>
          <Tree
            data={value}
            style={style}
            shouldExpandNode={(level) => level < (nodes > mostOpenNodes ? 1 : 3)}
            clickToExpandNode
            aria-label={label}
          />
        </div>
      )}
    </div>
  );
}
