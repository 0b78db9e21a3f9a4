import { useEffect, useState } from 'react';
import { useConnectionState, useNode } from '../../node-client/use-node.js';
import { CreateIdentity } from './CreateIdentity.js';
import { FingerprintIntro } from './FingerprintIntro.js';
import { useCreateIdentity } from './use-create-identity.js';

export interface FirstRunProps {
  /** The identity is being made: the screen stays until `onDone`. */
  readonly onBegin: () => void;
  readonly onDone: () => void;
}

export function FirstRun({ onBegin, onDone }: FirstRunProps) {
  const { isBusy, errors, create } = useCreateIdentity();
  const fingerprint = useOwnFingerprint();
  const { node } = useConnectionState();
  // The identity stands, and something else keeps the node from opening: unlocking tells what, as often as it is tried.
  const isMadeButClosed = node === 'locked' && errors.other !== undefined;
  useEffect(() => {
    if (isMadeButClosed) onDone();
  }, [isMadeButClosed, onDone]);
  if (fingerprint !== undefined) return <FingerprintIntro fingerprint={fingerprint} onDone={onDone} />;
  return (
    <CreateIdentity
      isBusy={isBusy}
      errors={errors}
      onCreate={(name, passphrase) => {
        onBegin();
        void create(name, passphrase);
      }}
    />
  );
}

function useOwnFingerprint(): string | undefined {
  const { connection } = useNode();
  const { node } = useConnectionState();
  const [fingerprint, setFingerprint] = useState<string>();
  useEffect(() => {
    if (node !== 'open') return;
    void connection.call('self', {}).then((self) => {
      if (self.ok) setFingerprint(self.value.fingerprint);
    });
  }, [connection, node]);
  return fingerprint;
}
