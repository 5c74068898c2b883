import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);

// biome-ignore lint/style/noProcessEnv: where the browser is belongs to the machine, not to the app's settings
const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];

const path = PLACES.find((place) => place !== undefined && existsSync(place));

/** Why no browser can be opened here, or null; for tests that need one: `test.skip(why)`. */
export const noBrowser =
  path === undefined ? 'no Chromium at $CHROMIUM_PATH, /usr/bin/chromium or /usr/bin/google-chrome' : null;

export async function openBrowser(): Promise<Browser> {
  if (path === undefined) throw new Error(`There is ${noBrowser}`);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  return chromium.launch({ executablePath: path, args });
}

/** WCAG 2.0 and 2.1, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What axe finds against a page as it stands: a line for each rule and element. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run({ runOnly: rules });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    );
  }, RULES);
}
