import type { SlackUserId } from '../domain/brand.ts';
import type { Asked } from './asked.ts';
import { errorCode } from './error-code.ts';

export type Member = { readonly user: SlackUserId; readonly name: string; readonly zone: string };

const NOT_A_MEMBER = {
  guest: 'is a guest here. Choose a full member',
  bot: 'is an app. Choose a person',
  deactivated: 'is deactivated. Choose somebody who is still here',
  stranger: 'is from another company. Choose a full member',
} as const;

/** Somebody who was picked in a form, if they may use Sideline; Slack's picker has guests, apps and the deactivated in it. */
export async function memberOf(asked: Asked, user: string): Promise<Member | { readonly problem: string }> {
  try {
    const { standing, name, zone } = await asked.findUser(user);
    return standing === 'member'
      ? { user: user as SlackUserId, name, zone }
      : { problem: `${name} ${NOT_A_MEMBER[standing]}` };
  } catch (error) {
    if (errorCode(error) !== 'user_not_found') throw error;
    return { problem: 'Slack does not know that person. Choose again' };
  }
}
