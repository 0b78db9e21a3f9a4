// A process that hands back every message, so that both ends of a channel between processes can be held by one test.

process.on('message', (message) => process.send?.(message));
