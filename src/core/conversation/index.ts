export { directConversationId } from './direct-conversation.js';
export { batches, raiseState } from './read-receipts.js';
export { checkName, checkNote, checkText } from './text.js';
export { checkBinding, isPlaced, LAMPORT_JUMP, type PayloadFault, refusalOf } from './payload-binding.js';
export { searchRules } from './search-rules.js';
