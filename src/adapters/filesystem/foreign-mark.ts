// Tells Windows that a copy came from somebody else, so that it asks before anything in it runs, and opens documents without
// their macros. Elsewhere there is no such mark that a file can be given without another program.

import { writeFileSync } from 'node:fs';

/** As the browsers write it: from the internet. */
const ZONE = '[ZoneTransfer]\r\nZoneId=3\r\n';

/** Disks of other systems keep no marks: the copy is the owner's without one too. */
export function markForeign(path: string, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') return;
  try {
    writeFileSync(`${path}:Zone.Identifier`, ZONE);
  } catch {
    return;
  }
}
