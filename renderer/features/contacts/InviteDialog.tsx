import type { SelfValue } from '../../../src/contract/values.js';
import { useAsked } from '../../node-client/use-answer.js';
import { useLiveView } from '../../node-client/use-node.js';
import { useShell } from '../../shell/use-shell.js';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { useCopying } from '../../ui/copy-text.js';
import { Dialog } from '../../ui/Dialog.js';
import { PortHelp } from '../../ui/PortHelp.js';
import { QrImage } from '../../ui/QrImage.js';
import { Strip } from '../../ui/Strip.js';
import { portOf } from '../../text/reach.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import './contacts.css';
import { invitationText, invitationWarning } from './invitation.js';
import { qrImageFile } from './qr-image-file.js';

export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const { answer: self, refusal } = useAsked('self', {});
  return (
    <Dialog title={t('invite.title')} description={t('invite.text')} onClose={onClose}>
      {!self && refusal && <Strip look="warning">{errorWords(refusal)}</Strip>}
      {self && <Invitation self={self} />}
    </Dialog>
  );
}

function Invitation({ self }: { readonly self: SelfValue }) {
  const { t } = useWords();
  const shell = useShell();
  const { isCopied, copy } = useCopying(invitationText(self.link));
  const port = portOf(useLiveView('status', {}).rows[0]?.listening ?? null);
  const warning = invitationWarning(self.addresses);
  return (
    <>
      {warning !== undefined && (
        <Strip look="warning">
          <p>
            {t(`invite.warning.${warning}`)} <PortHelp port={port} configFile={self.configFile} />
          </p>
        </Strip>
      )}
      <div className="invite-qr">
        <QrImage text={self.link} label={t('invite.qr')} />
        <Button
          look="quiet"
          onPress={() => {
            void qrImageFile(self.link).then((content) => shell.saveFile({ name: 'kith.png', content }));
          }}
        >
          {t('invite.saveQr')}
        </Button>
      </div>
      <div className="copy-line">
        <code>{self.link}</code>
        <CopyButton text={self.link} label={t('invite.copyLink')} />
      </div>
      {self.addresses.length > 0 && (
        <p className="small muted">{t('invite.addresses', { addresses: self.addresses.join(', ') })}</p>
      )}
      <div className="dialog-actions">
        <Button look="primary" onPress={copy}>
          {t(isCopied ? 'common.copied' : 'invite.copyText')}
        </Button>
      </div>
    </>
  );
}
