import { DownloadOutlined, PictureOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { toSearch } from '../../complaints/filter.ts';
import { Panel } from '../../ui/Panel.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type { Drawn } from './chart-canvas.ts';
import { type ChartShape, csvOf } from './chart-shape.ts';
import { shortened } from './figure-charts.ts';
import { saveFile } from './save-file.ts';

/** A chart, and beside it the table with the same numbers: for screen readers, and for whoever wants them exactly. */
export function ChartPanel({ shape, name }: { shape: ChartShape; name: string }) {
  const t = useWords('analytics');
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Drawn>(undefined);
  const shown = useRef(shape);
  shown.current = shape;

  useEffect(() => {
    let gone = false;
    const pick = (row: number, series: number): void => {
      const behind = shown.current.series[series]?.behind(row);
      if (behind) void navigate({ to: '/complaints', search: toSearch(behind.filter, behind.order) });
    };
    // a megabyte of drawing code, for this page only
    void import('./chart-canvas.ts').then(({ openChart }) => {
      if (gone || !place.current) return;
      chart.current = openChart(place.current, pick);
      chart.current.draw(shortened(shown.current));
    });
    return () => {
      gone = true;
      chart.current?.close();
      chart.current = undefined;
    };
  }, [navigate]);
  useEffect(() => chart.current?.draw(shortened(shape)), [shape]);

  const file = `${name}-${t(`charts.file.${shape.key}`)}`;
  const savePicture = async () => {
    const picture = await chart.current?.picture();
    if (picture) saveFile(picture, `${file}.png`);
  };
  return (
    <Panel
      title={shape.title}
      extra={
        <span className="wrap no-print">
          <Button size="small" icon={<PictureOutlined aria-hidden />} onClick={() => void savePicture()}>
            {t('charts.savePicture')}
          </Button>
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => saveFile(new Blob([csvOf(shape)], { type: 'text/csv' }), `${file}.csv`)}
          >
            {t('charts.saveData')}
          </Button>
        </span>
      }
    >
      <div className="chart-body">
        <div
          className="chart-canvas"
          ref={place}
          role="img"
          aria-label={t('charts.pictureOf', { title: shape.title })}
        />
        <WideTable label={shape.title}>
          <div className="chart-table">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{shape.rowName}</th>
                  {shape.series.map(({ name: column, colour }) => (
                    <th scope="col" key={colour}>
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shape.rows.map(({ label }, row) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and two stores may share theirs
                  <tr key={row}>
                    <th scope="row">{label}</th>
                    {shape.series.map(({ colour, values, behind }) => {
                      const count = values[row] ?? 0;
                      const list = count > 0 ? behind(row) : null;
                      return (
                        <td key={colour} className="number">
                          {list ? (
                            <Link to="/complaints" search={toSearch(list.filter, list.order)}>
                              {count}
                            </Link>
                          ) : (
                            count
                          )}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </WideTable>
      </div>
    </Panel>
  );
}
