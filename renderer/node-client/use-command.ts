import { useNode } from './use-node.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';

type Connection = ReturnType<typeof useNode>['connection'];

/** Runs a command and tells when it failed. */
export function useCommand() {
  const { connection } = useNode();
  return (command: (node: Connection) => ReturnType<Connection['call']>) => {
    void command(connection).then((done) => {
      if (!done.ok) remark({ text: errorWords(done.error) });
    });
  };
}
