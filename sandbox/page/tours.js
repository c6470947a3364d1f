// What the guided tours tell: whose phone, what to do there, what to mark, and how one sees that it is done.

const WORDS = { report: "گزارش این هفته", digest: "گزارش روزانهٔ ستاد", announce: "اطلاعیهٔ جدید" };

/** Whose phones the tours use, by the first word of their post. */
export const POSTS = { ceo: "مدیرعامل", head: "رئیس", admin: "راهبر" };

const keys = (phone) => (phone?.keyboard ?? []).flat().map((button) => button.text);
const fresh = (seat, test) => seat.phone?.fromBot.some((message) => message.arrival > seat.from && test(message));
const offers = (label) => (message) => message.buttons.flat().some((button) => button.label.startsWith(label));
const says = (words) => (message) => message.text.includes(words);

/** Return the steps in which a person registers; each is over at once for who is registered already. */
function register(who, word) {
  const known = ({ phone }) => keys(phone).includes(word);
  return [
    { who, text: "«شروع» را بزنید.", hint: ".big", done: ({ phone }) => phone?.started },
    {
      who,
      text: "شمارهٔ خود را با دکمهٔ پایین ارسال فرمایید.",
      hint: ".keys .key",
      done: (seat) => known(seat) || [...(seat.phone?.messages.values() ?? [])].some((m) => m.kind === "contact"),
    },
    { who, text: "عنوان خطاب خود را انتخاب فرمایید.", hint: ".message:last-child .inline .key", done: known },
  ];
}

const answerFor = (phone) => (phone.fromBot.at(-1)?.text.includes("درصد)") ? "۴۰ درصد" : "۱۲");
const ANNOUNCEMENT = "نشست هماهنگی مدیران عامل، یکشنبه ساعت ۱۰ به‌صورت ویدئوکنفرانس برگزار می‌شود.";

/** The tours; `hint` and `strip` are selectors on the phone and on the strip, `sample` writes an answer. */
export const TOURS = [
  {
    title: "گزارش هفته را ثبت فرمایید",
    end: "گزارش این محور ثبت شد و رسید آن نمایش داده شد.",
    steps: [
      ...register("ceo", WORDS.report),
      {
        who: "ceo",
        text: `«${WORDS.report}» را بزنید.`,
        hint: `.keys [data-label="${WORDS.report}"]`,
        done: (seat) => fresh(seat, offers("تأمین برق")),
      },
      {
        who: "ceo",
        text: "محور «تأمین برق» را انتخاب فرمایید.",
        hint: '.inline [data-label^="تأمین برق"]',
        done: (seat) => fresh(seat, offers("ثبت")),
      },
      {
        who: "ceo",
        text: "به هر پرسش با یک عدد پاسخ دهید؛ «۱۲»، «دوازده و نیم» و «۴۰ درصد» همه خوانده می‌شود.",
        sample: answerFor,
        hint: ".write textarea",
        done: (seat) => fresh(seat, says("همهٔ شاخص‌ها پاسخ دارند")),
      },
      {
        who: "ceo",
        text: "«ثبت و محور بعدی» را بزنید.",
        hint: '.message:last-child .inline [data-label^="ثبت"]',
        done: (seat) => fresh(seat, says("شمارهٔ رسید")),
      },
    ],
  },
  {
    title: "گزارش روزانهٔ ستاد را ببینید",
    end: "گزارش روزانه در ساعت ۸ به ستاد رسید.",
    steps: [
      ...register("head", WORDS.digest),
      {
        who: "head",
        text: "«ساعت نمایش» را باز کنید و «گزارش روزانهٔ ستاد» را بزنید؛ ساعت به ۸ صبح روز کاری بعد می‌رسد.",
        strip: '.tool.clock, [data-moment="digest"]',
        done: (seat) => fresh(seat, says("گزارش روزانهٔ ستاد |")),
      },
    ],
  },
  {
    title: "اطلاعیه ارسال فرمایید",
    end: "اطلاعیه برای مدیران عامل عضو سامانه ارسال شد.",
    steps: [
      ...register("ceo", WORDS.report),
      ...register("admin", WORDS.announce),
      {
        who: "admin",
        text: `«${WORDS.announce}» را بزنید.`,
        hint: `.keys [data-label="${WORDS.announce}"]`,
        done: (seat) => fresh(seat, offers("انصراف")),
      },
      {
        who: "admin",
        text: "متن اطلاعیه را بنویسید.",
        sample: () => ANNOUNCEMENT,
        hint: ".write textarea",
        done: (seat) => fresh(seat, offers("پیش‌نمایش و ارسال")),
      },
      {
        who: "admin",
        text: "«پیش‌نمایش و ارسال» را بزنید.",
        hint: '.message:last-child .inline [data-label="پیش‌نمایش و ارسال"]',
        done: (seat) => fresh(seat, offers("تأیید و ارسال")),
      },
      {
        who: "admin",
        text: "«تأیید و ارسال» را بزنید.",
        hint: '.message:last-child .inline [data-label="تأیید و ارسال"]',
        done: (seat) => fresh(seat, says("اطلاعیهٔ شمارهٔ")),
      },
      {
        who: "ceo",
        text: "اطلاعیه را در تلفن مدیرعامل ببینید.",
        hint: ".message:last-child .bubble",
        done: ({ phone }) => phone?.fromBot.some(says("اطلاعیهٔ ستاد")),
      },
    ],
  },
];
