import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import type { ContactRow, FileRuleValue } from '../../../src/contract/values.js';
import { useNode } from '../../node-client/use-node.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';

/** What can be done about a contact; failures are told, and answered with false. */
export function useContactCommands({ id: contactId }: ContactRow) {
  const { connection } = useNode();
  const told = async (answer: Promise<Result<unknown, AppError>>): Promise<boolean> => {
    const done = await answer;
    if (!done.ok) remark({ text: errorWords(done.error) });
    return done.ok;
  };
  return {
    setFileRule: (rule: FileRuleValue) => void told(connection.call('setFileRule', { contactId, rule })),
    rename: (name: string) => told(connection.call('renameContact', { contactId, name })),
    remove: (history: 'keep' | 'delete') => told(connection.call('removeContact', { contactId, history })),
  };
}
