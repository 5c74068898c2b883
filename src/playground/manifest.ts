/** The parts of Slack's app manifest that the stand-in goes by; the rest may stand in it. */
export type Manifest = {
  readonly display_information: { readonly name: string };
  readonly features?: {
    readonly app_home?: { readonly home_tab_enabled?: boolean; readonly messages_tab_enabled?: boolean };
    readonly bot_user?: { readonly display_name: string };
    readonly shortcuts?: readonly {
      readonly type: string;
      readonly name: string;
      readonly callback_id: string;
      readonly description: string;
    }[];
    readonly slash_commands?: readonly {
      readonly command: string;
      readonly description: string;
      readonly usage_hint?: string;
      readonly should_escape?: boolean;
    }[];
  };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: { readonly event_subscriptions?: { readonly bot_events?: readonly string[] } };
};
