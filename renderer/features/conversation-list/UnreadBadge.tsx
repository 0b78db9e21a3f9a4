import { useWords } from '../../words/use-words.js';

export interface UnreadBadgeProps {
  readonly unread: number;
  readonly isMuted?: boolean;
}

export function UnreadBadge({ unread, isMuted = false }: UnreadBadgeProps) {
  const { t } = useWords();
  if (unread === 0) return null;
  return (
    <span className="badge" data-look={isMuted ? 'muted' : undefined}>
      <span aria-hidden>{unread > 999 ? '999+' : unread}</span>
      <span className="visually-hidden">{t('list.unread', { count: unread })}</span>
    </span>
  );
}
