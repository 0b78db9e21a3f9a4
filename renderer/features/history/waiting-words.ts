import { createContext } from 'react';

/** What a message that has not left waits for, in words; undefined where nobody can say more than that it waits. */
export const WaitingWords = createContext<string | undefined>(undefined);
