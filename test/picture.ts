import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { noBrowser, openBrowser } from './support/browser.ts';

const PICTURE = fileURLToPath(new URL('../docs/sideline.png', import.meta.url));
const DEMO = fileURLToPath(new URL('../dist/demo.js', import.meta.url));
const MOST_BYTES = 300_000;

/** The picture of the README: what Ben sees of Acme Foods in a fresh playground. */
async function main(): Promise<void> {
  if (noBrowser !== null) throw new Error(`No picture without a browser: ${noBrowser}`);
  const folder = await mkdtemp(join(tmpdir(), 'sideline-picture-'));
  const demo = spawn(process.execPath, [DEMO], {
    cwd: folder,
    env: { PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(demo, 'close');
  try {
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    await page.goto(await address(demo.stdout));
    await showAcme(page);
    await page.screenshot({ path: PICTURE });
    await browser.close();
  } finally {
    demo.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true });
  }
  const { size } = await stat(PICTURE);
  if (size > MOST_BYTES) throw new Error(`${PICTURE} has ${size} bytes, and may have ${MOST_BYTES}.`);
  process.stdout.write(`${PICTURE}: ${size} bytes\n`);
}

async function address(lines: NodeJS.ReadableStream): Promise<string> {
  for await (const text of lines) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text));
    if (found) return found[0];
  }
  throw new Error('The demo ended before it said where it is.');
}

async function showAcme(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Act as somebody else' }).click();
  await page.getByRole('menuitemradio', { name: 'Ben Okafor' }).click();
  await page.getByRole('button', { name: 'Dismiss what to try' }).click();
  await page.getByLabel('Message Sideline').fill('/deal acme');
  await page.keyboard.press('Enter');
  await page.getByText('To reach Propose').waitFor();
  // Nothing has the focus in a picture.
  await page.evaluate('document.activeElement?.blur()');
}

await main();
