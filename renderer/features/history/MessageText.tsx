import { Fragment, useMemo } from 'react';
import { linkedText } from '../../text/linked-text.js';
import { useWords } from '../../words/use-words.js';

export interface MessageTextProps {
  readonly text: string;
  readonly onOpenLink: (url: string) => void;
}

/** A message as plain text with links in it; of a link that hides its host, the host is said. */
export function MessageText({ text, onOpenLink }: MessageTextProps) {
  const { t } = useWords();
  const parts = useMemo(() => linkedText(text), [text]);
  return parts.map(({ text: shown, href, host }, index) =>
    href === undefined ? (
      <Fragment key={index}>{shown}</Fragment>
    ) : (
      <Fragment key={index}>
        <a
          href={href}
          rel="noopener noreferrer nofollow"
          onClick={(event) => {
            event.preventDefault();
            onOpenLink(href);
          }}
        >
          {shown}
        </a>
        {host !== undefined && <span className="link-host"> {t('message.leadsTo', { host })}</span>}
      </Fragment>
    ),
  );
}
