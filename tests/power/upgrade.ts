// A process that takes a database to the newest schema, to be killed meanwhile.

import { openStore } from '../../src/adapters/sqlite/store-connection.js';
import { Secret } from '../../src/base/secret.js';

const [path = '', key = ''] = process.argv.slice(2);
openStore({ path, key: new Secret(new Uint8Array(Buffer.from(key, 'hex'))) }).close();
