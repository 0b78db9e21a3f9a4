import { ArrowLeft, Info, Search, Shield, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ActivityRow, ContactRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { Hinted } from '../../ui/Hint.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { PersonName } from '../../ui/PersonName.js';
import { useWords } from '../../words/use-words.js';
import './conversation.css';
import type { Standing } from './link-words.js';

export interface ConversationHeaderProps {
  readonly contact: ContactRow;
  readonly standing: Standing;
  readonly activity: Omit<ActivityRow, 'id'> | undefined;
  readonly areDetailsOpen: boolean;
  readonly isSearching: boolean;
  readonly onBack: () => void;
  readonly onSearch: () => void;
  readonly onDetails: () => void;
}

/** An exclamation mark is kept for what asks for a decision. */
const SHIELDS = {
  address: Shield,
  link: Shield,
  introduced: Shield,
  compared: ShieldCheck,
  asked: ShieldAlert,
} as const;

export function ConversationHeader(props: ConversationHeaderProps) {
  const { contact, standing, activity, areDetailsOpen, isSearching, onBack, onSearch, onDetails } = props;
  const { t } = useWords();
  const doing = activity?.typing ? 'typing' : activity?.presence;
  const words = doing ? t(`activity.${doing}`) : t(standing.key, standing.params);
  const trust = contact.state === 'frozen' ? 'asked' : contact.trust;
  return (
    <header className="conversation-header">
      <div className="only-narrow">
        <IconButton icon={ArrowLeft} label={t('common.back')} onPress={onBack} />
      </div>
      <Avatar name={displayName(contact.name, '')} nodeId={contact.nodeId} size="small" />
      <div className="conversation-title">
        <h1 className="heading">
          <PersonName name={contact.name} nodeId={contact.nodeId} />
          <Hinted text={t(`trust.${trust}`)}>
            <span className="trust" data-trust={trust} role="img" aria-label={t(`trust.${trust}`)}>
              <Icon of={SHIELDS[trust]} size={16} />
            </span>
          </Hinted>
        </h1>
        <p className="standing small" data-look={standing.look} title={t(standing.key, standing.params)}>
          {words}
        </p>
      </div>
      <IconButton icon={Search} label={t('found.inside')} isPressed={isSearching} onPress={onSearch} />
      <IconButton icon={Info} label={t('details.show')} isPressed={areDetailsOpen} onPress={onDetails} />
    </header>
  );
}
