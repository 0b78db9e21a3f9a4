/** What a command gives back that goes on in a later commit: it is asked again then, and finds what is done already. */
export const UNFINISHED = Symbol('unfinished');

/** What a command gives back that is answered with nothing once all that was cleared has left the disk. */
export const UNTIL_ERASED = Symbol('until erased');
