import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from '../support/browser.ts';

export const VIEWPORTS = [
  ['a laptop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

export type Built = { readonly folder: string; readonly browser: Browser; readonly close: () => Promise<void> };

/** The page as it is now, in a folder of its own, and a browser to see it in. */
export async function builtPage(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), 'sideline-page-'));
  const root = fileURLToPath(new URL('../../src/playground/page', import.meta.url));
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true, minify: false } });
  const browser = await openBrowser();
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  };
  return { folder, browser, close };
}

type Place = { readonly url: string; readonly as: string; readonly open: string };

/** Of somebody who has seen what to try. */
export async function openPage(
  browser: Browser,
  { url, as, open }: Place,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  page.setDefaultTimeout(20_000);
  await page.addInitScript("localStorage.setItem('sideline-hints-seen', 'yes')");
  await page.goto(`${url}?as=${as}&in=${open}`);
  await page.getByRole('log').waitFor();
  return page;
}

/** Nothing makes one scroll sideways, and the page itself scrolls in no direction: its parts do. */
export function fits(page: Page): Promise<unknown> {
  return page.evaluate(
    '(({ scrollWidth, scrollHeight }) => scrollWidth <= innerWidth && scrollHeight <= innerHeight)(document.documentElement)',
  );
}
