import type { KnownBlock, ModalView } from '@slack/types';
import type { Deal, Proof } from '../domain/deal.ts';
import { actions, button, divider, type Line, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { modal } from './form.ts';
import { ids } from './ids.ts';
import type { Look } from './look.ts';
import { carried } from './metadata.ts';
import { proofLines } from './proof-text.ts';
import { proofName } from './words.ts';

/** A modal has room for a hundred blocks, and nobody for so many proofs. */
const MOST_SHOWN = 30;

/** All proofs of a deal, each with what can be done about it, and the way to ask for another. */
export function proofsView(deal: Deal, look: Look): ModalView {
  const shown = deal.proofs.slice(-MOST_SHOWN);
  const older = deal.proofs.length - shown.length;
  return modal({ callbackId: ids.done, title: 'Proof', metadata: carried(deal), close: 'Close' }, [
    section([
      [{ bold: dealName(deal) }],
      'What they have accepted as proof is what they will defend your offer with.',
      ...(older === 0 ? [] : [`The last ${MOST_SHOWN} of ${deal.proofs.length}:`]),
    ]),
    ...shown.flatMap((proof, index) => [
      section(proofLines(proof, deal, look)),
      actions(`${ids.changeProof}_${index}`, proofButtons(deal, proof)),
    ]),
    ...sayings(deal),
    divider,
    actions(ids.nextButtons, [button(ids.askForProof, 'Ask for a proof', { value: carried(deal), style: 'primary' })]),
  ]);
}

function proofButtons(deal: Deal, proof: Proof) {
  const value = carried(deal, proof.id);
  const name = proofName(proof);
  const accepted = button(ids.proofAccepted, 'They accepted it', { value, label: `They accepted it: ${name}` });
  return [
    ...(proof.state === 'delivered' ? [accepted] : []),
    button(ids.changeProof, 'Change', { value, label: `Change ${name}` }),
    ...(proof.link === '' ? [] : [button(ids.openLink, 'Open the link', { url: proof.link, label: `Open ${name}` })]),
  ];
}

function sayings({ noProofWanted, badForContact }: Deal): KnownBlock[] {
  const lines: Line[] = [];
  if (noProofWanted !== '') lines.push([{ bold: 'They want no proof' }, `   “${noProofWanted}”`]);
  if (badForContact !== '') lines.push([{ bold: 'Would look bad for the contact' }, `   ${badForContact}`]);
  return lines.length === 0 ? [] : [divider, section(lines)];
}
