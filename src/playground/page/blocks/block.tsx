import type { AlertBlock, ContextBlock, HeaderBlock, ImageBlock, KnownBlock, SectionBlock } from '@slack/types';
import { Element } from '../elements/element.tsx';
import { actionIdOf } from '../form-state.ts';
import { BarChart, type BarChartBlock } from './bar-chart.tsx';
import { CannotDraw, Drawn, Text } from './drawn.tsx';
import { InputField } from './input-field.tsx';
import { Table } from './table.tsx';

/** The blocks of one message or view. */
export function Blocks({ blocks }: { readonly blocks: readonly KnownBlock[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <OneBlock key={block.block_id ?? index} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { readonly block: KnownBlock }) {
  switch (block.type) {
    case 'header':
      return <Header block={block} />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <div className="actions">
          {block.elements.map((element) => (
            <Element key={actionIdOf(element)} blockId={block.block_id ?? ''} element={element} field={null} />
          ))}
        </div>
      );
    case 'input':
      return <InputField block={block} />;
    case 'divider':
      return <hr />;
    case 'alert':
      return <Alert block={block} />;
    case 'image':
      return <Image block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'rich_text':
      return <Drawn block={block} />;
    default:
      return isChart(block) ? <Chart block={block} /> : <CannotDraw what={`a block of type “${typeOf(block)}”`} />;
  }
}

function typeOf(block: { readonly type: string }): string {
  return block.type;
}

type ChartBlock = BarChartBlock | { readonly type: 'data_visualization'; readonly chart: { readonly type: 'other' } };

/** Not in Slack's types yet. */
function isChart(block: { readonly type: string }): block is ChartBlock {
  return block.type === 'data_visualization';
}

/** Bars by hand: the library's labels run into each other from a dozen on, and shrink on a phone. */
function Chart({ block }: { readonly block: ChartBlock }) {
  return block.chart.type === 'bar' ? <BarChart block={block as BarChartBlock} /> : <Drawn block={block} />;
}

function Header({ block }: { readonly block: HeaderBlock }) {
  return <h3 className="header-block">{block.text.text}</h3>;
}

function Section({ block }: { readonly block: SectionBlock }) {
  return (
    <div className="section">
      <div className="section-text">
        {block.text === undefined ? null : <Text text={block.text} />}
        {block.fields === undefined ? null : (
          <div className="section-fields">
            {block.fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no names and keep their order
              <Text key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {block.accessory === undefined ? null : (
        <div className="accessory">
          <Element blockId={block.block_id ?? ''} element={block.accessory} field={null} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { readonly block: ContextBlock }) {
  return (
    <div className="context">
      {block.elements.map((element, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its elements have no names and keep their order
        <ContextPart key={index} element={element} />
      ))}
    </div>
  );
}

function ContextPart({ element }: { readonly element: ContextBlock['elements'][number] }) {
  if (element.type !== 'image') return <Text text={element} />;
  return <img src={'image_url' in element ? element.image_url : ''} alt={element.alt_text} />;
}

function Alert({ block }: { readonly block: AlertBlock }) {
  return (
    <div className={`alert alert-${block.level ?? 'default'}`} role="note">
      <Text text={block.text} />
    </div>
  );
}

/** By hand: the library's fold button has no name for a screen reader. */
function Image({ block }: { readonly block: ImageBlock }) {
  return (
    <figure className="image">
      {block.title === undefined ? null : <figcaption>{block.title.text}</figcaption>}
      <img src={'image_url' in block ? block.image_url : ''} alt={block.alt_text} />
    </figure>
  );
}
