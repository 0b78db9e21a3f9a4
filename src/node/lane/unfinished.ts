/** What a command gives back that goes on in a later commit: it is asked again then, and finds what is done already. */
export const UNFINISHED = Symbol('unfinished');
