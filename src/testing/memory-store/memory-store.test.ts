import { storeContract } from '../contracts/store.contract.js';
import { memoryStore } from './memory-store.js';

storeContract('the store in memory', memoryStore);
