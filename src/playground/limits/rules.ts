import { isObj, type Obj } from '../json.ts';

/** What is wrong, and where, by JSON pointer. */
export type Complaint = { readonly pointer: string; readonly message: string };

/** Looks at one value and complains; says nothing about a value that Slack would take. */
export type Rule = (value: unknown, at: string, complaints: Complaint[]) => void;

/** A field that may be left out. */
export type May = { readonly may: Rule };

export function may(rule: Rule): May {
  return { may: rule };
}

/** `most` and `least` count characters. */
export function text(most: number, least = 1): Rule {
  return (value, at, complaints) => {
    const say = (message: string) => complaints.push({ pointer: at, message });
    if (typeof value !== 'string') say('must provide a string');
    else if (value.length > most) say(`must be less than ${most + 1} characters`);
    else if (value.length < least) say(`must be more than ${least - 1} characters`);
  };
}

export function like(pattern: RegExp, what: string): Rule {
  return (value, at, complaints) => {
    if (typeof value !== 'string' || !pattern.test(value)) complaints.push({ pointer: at, message: `must be ${what}` });
  };
}

export const flag: Rule = (value, at, complaints) => {
  if (typeof value !== 'boolean') complaints.push({ pointer: at, message: 'must provide a boolean' });
};

export const anyNumber: Rule = (value, at, complaints) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    complaints.push({ pointer: at, message: 'must provide a number' });
  }
};

export function whole(least: number, most: number): Rule {
  return (value, at, complaints) => {
    const isWithin = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    if (!isWithin) complaints.push({ pointer: at, message: `must be an integer from ${least} to ${most}` });
  };
}

export function oneOf(...values: readonly string[]): Rule {
  return (value, at, complaints) => {
    if (values.includes(String(value)) && typeof value === 'string') return;
    complaints.push({ pointer: at, message: `must be one of: ${values.join(', ')}` });
  };
}

export function list(rule: Rule, least: number, most: number): Rule {
  return (value, at, complaints) => {
    const say = (message: string) => complaints.push({ pointer: at, message });
    if (!Array.isArray(value)) return void say('must provide an array');
    if (value.length > most) return void say(`no more than ${most} items allowed`);
    if (value.length < least) return void say(`no fewer than ${least} items allowed`);
    value.forEach((item, index) => {
      rule(item, `${at}/${index}`, complaints);
    });
  };
}

export type Fields = { readonly [key: string]: Rule | May };

type Say = (key: string, message: string) => void;

/** An object with these fields and no others; `also` is what holds between them. */
export function shape(fields: Fields, also?: (value: Obj, say: Say) => void): Rule {
  return (value, at, complaints) => {
    const say: Say = (key, message) => complaints.push({ pointer: key === '' ? at : `${at}/${key}`, message });
    if (!isObj(value)) return say('', 'must provide an object');
    for (const key of Object.keys(value)) if (!(key in fields)) say('', `invalid additional property: ${key}`);
    for (const [key, rule] of Object.entries(fields)) field(value[key], key, rule, at, complaints);
    also?.(value, say);
  };
}

function field(value: unknown, key: string, rule: Rule | May, at: string, complaints: Complaint[]): void {
  const isOptional = typeof rule !== 'function';
  if (value !== undefined) (isOptional ? rule.may : rule)(value, `${at}/${key}`, complaints);
  else if (!isOptional) complaints.push({ pointer: at, message: `missing required field: ${key}` });
}

/** An object whose `type` says which rule it must keep. */
export function byType(rules: { readonly [type: string]: Rule }): Rule {
  return (value, at, complaints) => {
    const type = isObj(value) ? value.type : undefined;
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule === undefined) complaints.push({ pointer: `${at}/type`, message: `unsupported type: ${String(type)}` });
    else rule(value, at, complaints);
  };
}

/** The rules of `all` for these types only. */
export function only(all: { readonly [type: string]: Rule }, ...types: readonly string[]): { [type: string]: Rule } {
  return Object.fromEntries(Object.entries(all).filter(([type]) => types.includes(type)));
}
