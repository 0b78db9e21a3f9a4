// Bytes of a file for the node behind `kith node --ui`: PUT upload/<id>, relative to the page. 204: it has them all.

const TAKEN = 204;

/** An XMLHttpRequest, because a fetch does not tell how far it is. */
export function upload(
  id: string,
  file: File,
  sent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
    };
    signal.addEventListener('abort', abort);
    request.upload.addEventListener('progress', ({ loaded }) => {
      sent(loaded);
    });
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort);
      resolve(request.status === TAKEN);
    });
    request.open('PUT', `upload/${id}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
}
