// First import of every page. zod probes `new Function`, which the content security policy would report.

import { z } from 'zod';

z.config({ jitless: true });
