import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

/** What `manifest.yml` holds, as far as the app's address goes into it; the rest is passed on. */
const Manifest = z.looseObject({
  features: z.looseObject({ slash_commands: z.array(z.looseObject({ command: z.string() })) }),
  settings: z.looseObject({ interactivity: z.looseObject({}), socket_mode_enabled: z.boolean() }),
});
export type Manifest = z.infer<typeof Manifest>;

/** The app as Slack is to create it, for Socket Mode. */
export function socketManifest(): Manifest {
  return Manifest.parse(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')));
}

/** The same for HTTP: every kind of request goes to `/slack/events` on the host. */
export function httpManifest(host: URL): Manifest {
  const { features, settings, ...rest } = socketManifest();
  const url = new URL('/slack/events', host).href;
  return {
    ...rest,
    features: { ...features, slash_commands: features.slash_commands.map((command) => ({ ...command, url })) },
    settings: {
      ...settings,
      interactivity: { ...settings.interactivity, request_url: url, message_menu_options_url: url },
      socket_mode_enabled: false,
    },
  };
}

export function written(manifest: Manifest): string {
  return stringify(manifest, { lineWidth: 0 });
}
