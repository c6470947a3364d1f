// Persian digits, dates and sizes, and how the platforms are called.

const ZONE = { timeZone: "Asia/Tehran" };
const FA = "fa-IR-u-ca-persian-nu-arabext";
const TIME = new Intl.DateTimeFormat(FA, { ...ZONE, hour: "2-digit", minute: "2-digit", hour12: false });
const SECONDS = new Intl.DateTimeFormat(FA, {
  ...ZONE,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});
const WEEKDAY = new Intl.DateTimeFormat(FA, { ...ZONE, weekday: "long" });
const DAY = new Intl.DateTimeFormat(FA, { ...ZONE, day: "numeric", month: "long" });
const YEAR = new Intl.DateTimeFormat(FA, { ...ZONE, year: "numeric" });

export const BOT_NAME = "سامانهٔ گزارش محورها";
export const COMMANDS = [
  ["start", "شروع"],
  ["report", "گزارش این هفته"],
  ["digest", "گزارش روزانهٔ ستاد"],
  ["announce", "اطلاعیهٔ جدید"],
  ["help", "راهنما"],
];

/** Return a whole or decimal number in Persian digits. */
export const digits = (value) =>
  String(value)
    .replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[d])
    .replace(".", "٫");
/** Return «۰۸:۳۰» of a Date. */
export const timeOf = (date) => TIME.format(date);
/** Return «۰۸:۳۰:۱۵» of a Date. */
export const secondsOf = (date) => SECONDS.format(date);
/** Return «چهارشنبه ۴ آذر» of a Date. */
export const dayOf = (date) => `${WEEKDAY.format(date)} ${DAY.format(date)}`;
/** Return «چهارشنبه ۴ آذر ۱۴۰۵» of a Date. */
export const fullDayOf = (date) => `${dayOf(date)} ${YEAR.format(date).replace(/[^۰-۹]/g, "")}`;

/** Return a file's size in words. */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${digits(bytes)} بایت`;
  if (bytes < 1024 * 1024) return `${digits(Math.round(bytes / 1024))} کیلوبایت`;
  return `${digits((bytes / 1024 / 1024).toFixed(1))} مگابایت`;
}

/** Return the manner of a platform's name: "bale" or "telegram" ("telegram-2" is one too). */
export const mannerOf = (platform) => platform.split("-")[0];
/** Return what people call a platform. */
export function platformName(platform) {
  const [manner, more] = platform.split("-");
  const name = manner === "bale" ? "بله" : "تلگرام";
  return more ? `${name} ${digits(more)}` : name;
}
