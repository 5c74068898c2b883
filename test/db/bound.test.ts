import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOM = resolve(import.meta.dirname, '../../src/db');

/** They make, open or hold a database, and ask nothing about a workspace. */
const BELOW = [
  ...['schema.ts', 'delivery-schema.ts', 'number-schema.ts', 'connect.ts', 'migrate.ts'],
  ...['open-embedded.ts', 'open-postgres.ts', 'data-folder.ts', 'holder.ts'],
];
/** What is due is planned, and messages are delivered, for all workspaces alike, by a worker that nobody speaks to. */
const DELIVERY = /outbox|message|gate|due-schedules/;
/** Rows come with their workspace, which the column itself asks for; what reads or changes rows has to name it. */
const ASKS =
  /\.(select|selectDistinct|update|delete|findFirst|findMany)\(|\b(from|join|update|delete from) (deal|person|team|membership|credit|interaction|workspace)\w*\b/g;

const texts = new Map(
  readdirSync(ROOM).map((file) => [
    file,
    readFileSync(join(ROOM, file), 'utf8').replace(/^import .*$|\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
  ]),
);

/** What a statement takes over from a function that writes a part of one. */
const parts = new Map(
  [...texts.values()].flatMap((text) =>
    [...text.matchAll(/function (\w+)\([\s\S]*?\n\}\n/g)].map(([body, name]) => [name ?? '', body]),
  ),
);

const statements = [...texts]
  .filter(([file]) => !BELOW.includes(file) && !DELIVERY.test(file))
  .flatMap(([file, text]) => [...text.matchAll(ASKS)].map(({ index }) => ({ file, statement: whole(text, index) })));

/** The statement that a place of a file stands in, with the conditions and parts that it names. */
function whole(text: string, place: number): string {
  const before = text.slice(0, place);
  const begun = Math.max(before.lastIndexOf(';\n'), before.lastIndexOf('{\n'), before.lastIndexOf('}\n'));
  const statement = text.slice(begun + 1, text.indexOf(';\n', place)).trim();
  const named = [...statement.matchAll(/\b(?:where|and)\((\w+)\b(?!\()|\? (\w+) :/g)].map(
    ([, one, other]) => one ?? other,
  );
  const conditions = named.map(
    (name) => new RegExp(`const ${name} = [\\s\\S]*?;\\n`).exec(before.slice(-3_000))?.[0] ?? '',
  );
  const written = [...statement.matchAll(/\$\{(\w+)\(/g)].map(([, name]) => parts.get(name ?? '') ?? '');
  return [statement, ...conditions, ...written].join('\n');
}

test('X6 every query is bound to a workspace', () => {
  const unbound = statements.filter(({ statement }) => !/workspace/i.test(statement));

  expect(statements.length).toBeGreaterThan(40);
  expect(unbound).toEqual([]);
});
