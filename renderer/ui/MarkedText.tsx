import { Fragment, type ReactNode, useState } from 'react';
import { type MarkdownNode, plainOf } from '../text/markdown.js';
import { useWords } from '../words/use-words.js';
import { CopyButton } from './CopyButton.js';
import './marked-text.css';

export interface MarkedTextProps {
  readonly nodes: readonly MarkdownNode[];
  /** Draws what has no marks in it. */
  readonly draw: (text: string) => ReactNode;
}

/** A text with its light Markdown drawn. */
export function MarkedText({ nodes, draw }: MarkedTextProps) {
  return nodes.map((node, index) => (
    <Fragment key={index}>{'text' in node ? <Leaf node={node} draw={draw} /> : mark(node, draw)}</Fragment>
  ));
}

function mark(node: Extract<MarkdownNode, { children: unknown }>, draw: MarkedTextProps['draw']): ReactNode {
  const inside = <MarkedText nodes={node.children} draw={draw} />;
  switch (node.kind) {
    case 'bold':
      return <strong>{inside}</strong>;
    case 'italic':
      return <em>{inside}</em>;
    case 'strike':
      return <s>{inside}</s>;
    case 'quote':
      return <blockquote className="marked-quote">{inside}</blockquote>;
    case 'spoiler':
      return <Spoiler hidden={plainOf(node.children)}>{inside}</Spoiler>;
  }
}

type LeafNode = Extract<MarkdownNode, { text: unknown }>;

function Leaf({
  node: { kind, text },
  draw,
}: {
  readonly node: LeafNode;
  readonly draw: MarkedTextProps['draw'];
}) {
  const { t } = useWords();
  if (kind === 'text') return draw(text);
  if (kind === 'code') return <code className="marked-code">{text}</code>;
  return (
    <div className="marked-block" dir="ltr">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={t('message.copyCode')} />
    </div>
  );
}

/** Covered until it is pressed; a screen reader is not told either. */
function Spoiler({ hidden, children }: { readonly hidden: string; readonly children: ReactNode }) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  if (isShown) return <span className="marked-shown">{children}</span>;
  return (
    <button
      type="button"
      className="marked-spoiler"
      aria-label={t('message.spoiler')}
      onClick={() => {
        setShown(true);
      }}
    >
      <span aria-hidden>{hidden}</span>
    </button>
  );
}
