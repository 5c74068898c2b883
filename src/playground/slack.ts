import type { Calls } from './calls.ts';
import type { Post } from './delivery.ts';
import type { Faults } from './faults.ts';
import type { Manifest } from './manifest.ts';
import type { ResponseUrls, Triggers } from './permits.ts';
import type { Trouble } from './trouble.ts';
import type { Workspace } from './workspace.ts';

/** What the parts of the stand-in share. */
export type Slack = {
  readonly workspace: Workspace;
  readonly manifest: Manifest;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly faults: Faults;
  readonly trouble: Trouble;
  readonly calls: Calls;
  readonly post: Post;
};
