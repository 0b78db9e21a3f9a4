import { contractTransportSuite } from '../../testing/contracts/contract-transport.contract.js';
import { inProcessTransport } from './in-process-transport.js';

contractTransportSuite('in process', () => Promise.resolve(inProcessTransport()));
