// Pictures and films as cameras make them, painted in a page: a browser shows and plays them.

import type { Page } from 'playwright-core';
import type { Film } from '../../src/testing/film-samples.js';

export interface Painting {
  readonly width: number;
  readonly height: number;
  /** Degrees on the wheel of colours. */
  readonly hue: number;
  /** 0 to 1. */
  readonly quality?: number;
}

/** Hills behind water. */
export async function paintedPhoto(
  page: Page,
  { width, height, hue, quality = 0.8 }: Painting,
  type: 'image/jpeg' | 'image/webp' = 'image/jpeg',
): Promise<Buffer> {
  const url = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: ${String(width)}, height: ${String(height)} });
    (${PAINT})(canvas, ${String(hue)}, 0.5);
    return canvas.toDataURL('${type}', ${String(quality)});
  })()`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** A WebM of 300 by 150 points, as long as it takes to make it. */
export async function paintedFilm(page: Page): Promise<Buffer> {
  const webm = await page.evaluate<string>(`new Promise((resolve, reject) => {
    const canvas = document.createElement('canvas');
    const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm;codecs=vp8' });
    const draw = () => {
      if (recorder.state === 'inactive') return;
      (${PAINT})(canvas, 200, Math.random());
      requestAnimationFrame(draw);
    };
    const parts = [];
    recorder.onerror = reject;
    recorder.ondataavailable = ({ data }) => {
      parts.push(data);
      if (data.size > 0 && recorder.state !== 'inactive') recorder.stop();
    };
    recorder.onstop = async () => {
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      resolve(btoa(String.fromCharCode(...bytes)));
    };
    recorder.start(100);
    draw();
  })`);
  return Buffer.from(webm, 'base64');
}

/** Five frames of a film of 320 by 200 points, as VP9 has them. */
export async function paintedFrames(page: Page): Promise<Film> {
  const frames = await page.evaluate<string[]>(`new Promise((resolve, reject) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 200 });
    const frames = [];
    const output = (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push(btoa(String.fromCharCode(...bytes)));
    };
    const encoder = new VideoEncoder({ output, error: reject });
    encoder.configure({ codec: 'vp09.00.10.08', width: 320, height: 200 });
    for (let index = 0; index < 5; index++) {
      (${PAINT})(canvas, 200, index / 5);
      const frame = new VideoFrame(canvas, { timestamp: index * 100_000 });
      encoder.encode(frame, { keyFrame: index === 0 });
      frame.close();
    }
    encoder.flush().then(() => resolve(frames), reject);
  })`);
  return { width: 320, height: 200, frames: frames.map((frame) => Buffer.from(frame, 'base64')) };
}

/** As text: it runs in the page. */
const PAINT = `(canvas, hue, sun) => {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, 'hsl(' + hue + ' 60% 70%)');
  sky.addColorStop(0.6, 'hsl(' + (hue + 160) + ' 80% 86%)');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'hsl(45 90% 75%)';
  context.beginPath();
  context.arc(width * (0.3 + 0.4 * sun), height * 0.3, height * 0.09, 0, 2 * Math.PI);
  context.fill();
  for (const [at, light] of [[0.5, 52], [0.62, 38], [0.74, 26]]) {
    context.fillStyle = 'hsl(' + (hue + 20) + ' 30% ' + light + '%)';
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += width / 60)
      context.lineTo(x, height * (at + 0.08 * Math.sin(x / width * 9 * at + light)));
    context.lineTo(width, height);
    context.fill();
  }
}`;
