// Keras's summary: layer, output shape, parameters.
import { css, html, type TemplateResult } from 'lit';
import type { SummaryRow } from '../../../client/types';

export const summaryStyles = css`
  .summary {
    overflow-x: auto;
  }
  .summary table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .summary th,
  .summary td {
    padding: var(--space-1) var(--space-3) var(--space-1) 0;
    border-bottom: 1px solid var(--line);
    text-align: start;
    white-space: nowrap;
  }
  .summary th,
  .summary td:first-child {
    white-space: normal; /* on a phone the numbers are not to be scrolled to */
  }
  .summary td:first-child {
    overflow-wrap: anywhere;
  }
  .summary th:last-child,
  .summary td:last-child {
    padding-inline-end: 0;
    text-align: end;
  }
  .summary tfoot th,
  .summary tfoot td {
    border: 0;
    font-weight: 650;
  }
`;

export function shapeWords(shape: readonly number[]): string {
  return shape.join(' × ');
}

export function parametersOf(rows: readonly SummaryRow[]): number {
  return rows.reduce((sum, { parameters }) => sum + parameters, 0);
}

export function summaryTable(rows: readonly SummaryRow[]): TemplateResult {
  return html`<div class="summary" tabindex="0" role="region" aria-label="Summary of the network">
    <table>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Output shape</th>
          <th scope="col">Parameters</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, type, outputShape, parameters }) =>
            html`<tr>
              <td>${name} (${type})</td>
              <td>${shapeWords(outputShape)}</td>
              <td>${parameters.toLocaleString('en')}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">Total</th>
          <td>${parametersOf(rows).toLocaleString('en')}</td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}
