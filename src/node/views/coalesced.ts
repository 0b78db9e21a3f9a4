/** Runs `act` at every call, one after another: calls during a run lead to one more run, however many they are. */
export function coalesced(act: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async () => {
    isRunning = true;
    do {
      isWanted = false;
      await act();
    } while (wanted());
    isRunning = false;
  };
  // A function, because a call during the run changes it.
  const wanted = () => isWanted;
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
