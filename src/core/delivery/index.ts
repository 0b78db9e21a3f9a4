export { type Arrival, judgeArrival, rememberedAbove } from './receive-window.js';
export { judgeAck, repeatedAbove, SEND_STEP, SEND_WINDOW, sendAllowance } from './send-window.js';
