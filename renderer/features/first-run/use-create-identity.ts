import { useState } from 'react';
import { useNode } from '../../node-client/use-node.js';
import { errorWords } from '../../words/error-words.js';

/** Which field an error belongs to. */
export interface CreationErrors {
  readonly name?: string;
  readonly passphrase?: string;
  readonly other?: string;
}

const FIELDS: Readonly<Record<string, keyof CreationErrors>> = {
  NAME_INVALID: 'name',
  PASSWORD_HOPELESS: 'passphrase',
};

export function useCreateIdentity() {
  const { connection } = useNode();
  const [isBusy, setBusy] = useState(false);
  const [errors, setErrors] = useState<CreationErrors>({});
  const create = async (name: string, password: string): Promise<boolean> => {
    setBusy(true);
    setErrors({});
    const made = await connection.call('createIdentity', { name, password });
    setBusy(false);
    if (!made.ok) setErrors({ [FIELDS[made.error.code] ?? 'other']: errorWords(made.error) });
    return made.ok;
  };
  return { isBusy, errors, create };
}
