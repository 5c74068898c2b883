import type { Contact } from '../domain/deal.ts';
import type { Dice } from './dice.ts';

const STEMS =
  `Alder Amberley Arden Aster Balder Beacon Birchwood Bluefin Bramble Calloway Cardinal Castell Cedarline Cobalt
Copperfield Corvus Dalton Delmar Drayton Eastgate Elmhurst Ember Fairmont Fennimore Foxglove Garnet Gilroy Glacier Granite Halcyon
Harbour Hartwell Hawthorn Helios Highmark Hollis Indigo Ironwood Juniper Kestrel Kingsley Lakeside Larch Lumen Magnolia Marlow Meridian
Montrose Northgate Oakhurst Orchard Paragon Pemberton Pinnacle Quarry Radley Redwood Rowan Sable Sequoia Sterling Summit Tamarack
Thornbury Umber Vantage Verity Vesper Waverly Westbrook Willow Wren Yarrow Zephyr`.split(/\s+/);

const TRADES =
  `Foods Logistics Labs Textiles Dairy Packaging Plastics Instruments Hotels Clinics Energy Bakeries Ceramics Paper Optics
Brewing Freight Pharma Steel Tools Robotics Farms Marine Coatings`.split(/\s+/);

const FAMILIES =
  `Achterberg Aguilar Bäcker Bergström Blažek Boucher Brâncuș Carvalho Castaño Conti Dąbrowski Eklund Fässler Ferreira
Fournier Gallardo Grönlund Haas Hölzl Ibáñez Jørgensen Kováč Lefèvre Löfgren Marchetti Meyer Mikkelsen Müller Nagy Núñez Ó-Briain Olsen
Petersen Quint Råberg Rossi Sánchez Schäfer Schulz Sjöberg Søndergaard Tanaka Thévenot Vogel Vries Weiß Ziegler`.split(
    /\s+/,
  );

const FORMS = ['AG', 'GmbH', 'Group', '& Co.', 'SA', 'S.p.A.', 'AB', 'B.V.', '& Fils', 'Ltd'];

const FIRST_NAMES =
  `Aisha Andrea Björn Carmen Chloé Daniel Elena Emil Farid Greta Hana Helen Imran Ingrid Jakob Joana Kofi Lars Lena Luis
Maja Marco Mei Nadia Nora Oscar Paula Pedro Priya Renée Sofia Stefan Tariq Uma Viktor Wanda Yusuf Zoë`.split(/\s+/);

const ROLES = [
  'VP Operations',
  'Head of Quality',
  'Plant Manager',
  'COO',
  'Head of Procurement',
  'CFO',
  'Managing Director',
  'IT Director',
  'Head of Maintenance',
];

const TITLES = [
  'Audit suite',
  'Maintenance planning',
  'Second site',
  'Shift handover',
  'Checklists, 40 seats',
  'Pilot line',
];

/** Companies, each handed out once, and the people at them. */
export class Companies {
  readonly #dice: Dice;
  readonly #given = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  next(): string {
    const dice = this.#dice;
    for (;;) {
      const name = dice.chance(0.6)
        ? `${dice.pick(STEMS)} ${dice.pick(TRADES)}`
        : `${dice.pick(FAMILIES)} ${dice.pick(FORMS)}`;
      if (this.#given.has(name)) continue;
      this.#given.add(name);
      return name;
    }
  }

  contact(): Contact {
    const dice = this.#dice;
    return { name: `${dice.pick(FIRST_NAMES)} ${dice.pick(FAMILIES)}`, role: dice.pick(ROLES) };
  }

  /** What they would buy; most companies have one deal, which needs no title. */
  title(): string {
    return this.#dice.chance(0.35) ? this.#dice.pick(TITLES) : '';
  }
}
