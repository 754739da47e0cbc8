/**
 * Preloaded into a process of the desk (`node --import`), sets its clock as a wrong system clock would: off by
 * WANHUI_TEST_SHIFT milliseconds, and by WANHUI_TEST_JUMP more after each SIGUSR2. The steady clock stays as it is.
 */
const RealDate = Date;
let shift = Number(process.env['WANHUI_TEST_SHIFT'] ?? 0);

class ShiftedDate extends RealDate {
  constructor(...given: ConstructorParameters<typeof Date> | []) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
}

globalThis.Date = ShiftedDate as typeof Date;
process.on('SIGUSR2', () => {
  shift += Number(process.env['WANHUI_TEST_JUMP'] ?? 0);
});
