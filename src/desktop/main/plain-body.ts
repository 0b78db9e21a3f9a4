/**
 * Text of others for a notification. Linux desktops read some HTML in it, links and pictures from the network among it; a sign
 * that looks the same begins no element.
 */
export function plainBody(text: string): string {
  return text.replaceAll('<', '＜');
}
