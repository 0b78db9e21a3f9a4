// What a person reads who opens an address of before, or none: after each start every path is another one.

import type { IncomingMessage } from 'node:http';

/** Whether a browser asks for something to show as a page of its own. Parts of pages and programs get the status alone. */
export function isForPerson({ headers, method }: IncomingMessage): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html');
}

/** Says nothing of this node, for anybody may read it. */
export const NOT_HERE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Kith</title>
<h1>This address leads nowhere now</h1>
<p>Kith was started anew, or this is not the whole address. Open the address that Kith printed when it started last.</p>
</html>
`;
