"""Every road into every room, as steps; what is seen of a thing, and what is done to one.

Steps: «> words» are said, «* label» is tapped, «! label» is tapped too, but not before it counts: an act begins.
"""

import re
from dataclasses import dataclass

BOARD = ("> اطلاعیه‌ها و نظرخواهی‌ها", "* نظرخواهی‌ها")
RESTRICTED, OPEN = (*BOARD, "* باز، شمارهٔ ۱"), (*BOARD, "* باز، شمارهٔ ۲")
VIEWPOINTS = (*RESTRICTED, "* نظر استان‌ها", "* یزد", "* پرسش از استان")
TOPIC = (*BOARD, "* نظرخواهی تازه", "* شناسایی گلوگاه‌های فساد")
REVIEW = ("> بررسی گزارش‌ها", "* بورس", "* یزد")
ROADS: tuple[tuple[str, ...], ...] = (
    ("> وضعیت شهرک من",),
    ("* اعلام نظر",),
    ("* پاسخ",),
    ("* همهٔ گفت‌وگو",),
    ("* وضعیت",),
    VIEWPOINTS,
    (*RESTRICTED, "* پرسش دارم"),
    (*RESTRICTED, "* نرسیده‌ها"),
    (*OPEN, "* نظر استان‌ها", "* یزد", "* پرسش از استان"),
    (*OPEN, "* نظر دیگر استان‌ها"),
    ("> نظر استان‌ها دربارهٔ گلوگاه‌های فساد",),
    ("> یزد این هفته", "* فایل اکسل"),
    ("> بورس یزد ۸ هفته", "* تصویر"),
    ("> گزارش هفتهٔ پیش",),
    ("> چه چیزی به ستاد فرستادم؟",),
    ("> موانع یزد",),
    ("> مانع ۱۴۰۵/۱",),
    ("> ۱۴۰۵/۱",),
    ("> رسید ۱۴۰۵/۳۶/۳۱/۴",),
    (*REVIEW, "* دیدن مستندات"),
    (*REVIEW, "* گفت‌وگو"),
    ("> وضعیت استان من", "* بورس"),
    ("> وضعیت استان من", "* سابقهٔ اصلاح‌ها"),
    ("> وضعیت استان من", "* برگهٔ هفتگی استان"),
    ("> گزارش این هفته", "> بورس", "* جزئیات", "* مستند (", "* دیدن مستندات"),
    ("> ثبت محور جاری",),
    ("> موانع استان", "* بورس — ۱۴۰۵/۱", "* ثبت پیگیری"),
    ("> موانع", "* یزد — ۱۴۰۵/۱"),
    ("> فایل اکسل این هفته",),
    ("> گزارش روزانه", "* گزارش هفتگی (PDF)"),
    ("> گزارش روزانه", "* فایل اکسل"),
    ("> گزارش روزانه", "* بر حسب محور", "* بورس"),
    ("> گزارش روزانه", "* بر حسب استان", "* یزد"),
    ("> گفت‌وگو با ستاد", "* بورس"),
    ("> از شهرک‌ها", "* شهرک نمونه"),
    ("> همکاران و مرخصی",),
    ("> تنظیم یادآوری",),
    ("> راهنما",),
    ("> بیشتر", "* راهنما"),
    ("> اطلاعیه‌ها و نظرخواهی‌ها", "* اطلاعیه‌های ارسالی", "* شمارهٔ ۳", "* نرسیده‌ها"),
    ("> راهبری سامانه", "* افراد", "> یزد"),
    ("> راهبری سامانه", "* محورها"),
    ("> راهبری سامانه", "* شهرک‌ها"),
    ("> راهبری سامانه", "* برنامهٔ هفته"),
    ("> راهبری سامانه", "* تقویم"),
    ("> راهبری سامانه", "* پنجشنبه‌های کاری"),
    ("> راهبری سامانه", "* سلامت ارسال"),
    ("> راهبری سامانه", "* وضعیت سامانه"),
    ("> راهبری سامانه", "* تغییرهای اخیر"),
    ("> راهبری سامانه", "* اکسل", "* افراد"),
    ("> اعلام تعطیلی", "* سه‌شنبه ۳"),
    ("> تمدید استثنایی", "* یزد"),
    # from here on something is done
    (*TOPIC, "* افراد دارای دسترسی", "! مدیر محور دیگر"),
    (*TOPIC, "! نوشتن نظرخواهی"),
    (*TOPIC, "! در تلگرام نیز مجاز شود"),
    (*RESTRICTED, "! افزودن پیشنهاد", "> خرید", "> سفارش"),
    (*OPEN, "! مخالف", "> دلیل تازه"),
    (*RESTRICTED, "* پیشنهادها", "* پیشنهاد ۱", "! پذیرفته نشد"),
    (*OPEN, "* پیشنهادها", "* پیشنهاد ۱", "! پذیرفته نشد"),
    (*RESTRICTED, "* نتیجه و دلیل", "> نتیجه", "> دلیل", "! ثبت نتیجه"),
    (*OPEN, "* نتیجه و دلیل", "> نتیجه", "> دلیل", "! ثبت نتیجه"),
    ("> موانع", "* یزد — ۱۴۰۵/۱", "! پذیرفتم"),
    ("> موانع استان", "* بورس — ۱۴۰۵/۱", "* رفع شد", "! بله"),
    ("> گزارش این هفته", "> بورس", "! ۱) شرکت‌ها", "> ۱۸۰"),
    (*REVIEW, "! تأیید"),
    ("> گفت‌وگو با ستاد", "! بورس", "> پیام تازه"),
    ("> از شهرک‌ها", "* شهرک نمونه", "! پذیرش"),
    ("> اطلاعیهٔ جدید", "> متن تازه", "* پیش‌نمایش و ارسال", "! تأیید و ارسال"),
    ("> اطلاعیه‌ها و نظرخواهی‌ها", "* اطلاعیه‌های ارسالی", "* شمارهٔ ۳", "* حذف", "! حذف شود"),
)


@dataclass(frozen=True)
class Sight:
    """A thing is seen where this stands in anything that a phone was shown, its files included."""

    pattern: str

    def of(self, shown: str) -> bool:
        """Say whether it is seen."""
        return bool(re.search(self.pattern, shown))


@dataclass(frozen=True)
class Deed:
    """Something is done where this question finds more than before."""

    question: str


THINGS: dict[str, Sight | Deed] = {
    "restricted consultation: that it is asked, and the question": Sight("نظرخواهی شمارهٔ ۱: شناسایی گلوگاه"),
    "restricted consultation: how it stands": Sight("نظرخواهی شمارهٔ ۱: شناسایی گلوگاه.*\nوضعیت: باز"),
    "restricted consultation: what Yazd said": Sight("فرایندراز"),
    "restricted consultation: what Yazd asked, and the answers": Sight("پرسش‌راز"),
    "restricted consultation: its file": Sight("file:restricted.pdf"),
    "restricted consultation: say something for the own province": Deed(
        "SELECT count(*) FROM viewpoints WHERE consultation_id = 1 AND proposal LIKE '%خرید%'"
    ),
    "restricted consultation: judge a proposal": Deed(
        "SELECT count(*) FROM viewpoints WHERE consultation_id = 1 AND verdict = 'refused'"
    ),
    "restricted consultation: close it with an outcome": Deed(
        "SELECT count(*) FROM consultations WHERE id = 1 AND state = 'decided'"
    ),
    "restricted topic: put it to the provinces": Deed(
        "SELECT count(*) FROM announcement_drafts WHERE body LIKE '%TP06%'"
    ),
    "restricted topic: name somebody for it": Deed("SELECT count(*) FROM topic_readers"),
    "restricted topic: switch it": Deed(
        "SELECT count(*) FROM settings WHERE name = 'consult.TP06.telegram' AND value = 'on'"
    ),
    "open consultation: the question": Sight("نظرخواهی شمارهٔ ۲: دستورالعمل"),
    "open consultation: how it stands": Sight("نظرخواهی شمارهٔ ۲: دستورالعمل.*\nوضعیت: باز"),
    "open consultation: what Yazd said": Sight("پیشنهادیزد"),
    "open consultation: say something for the own province": Deed(
        "SELECT count(*) FROM viewpoints WHERE consultation_id = 2 AND stance = 'against'"
    ),
    "open consultation: judge a proposal": Deed(
        "SELECT count(*) FROM viewpoints WHERE consultation_id = 2 AND verdict = 'refused'"
    ),
    "open consultation: close it with an outcome": Deed(
        "SELECT count(*) FROM consultations WHERE id = 2 AND state = 'decided'"
    ),
    "report of Yazd on «بورس»: its figures": Sight("۱۷۱|(?<![0-9])171(?![0-9])"),
    "report of Yazd on «بورس»: change an answer": Deed(
        "SELECT count(*) FROM drafts WHERE province = 'IR-21' AND axis = 'AX04'"
    ),
    "report of Yazd on «بورس»: approve it": Deed("SELECT count(*) FROM approvals"),
    "evidence of it": Sight("file:evidence"),
    "talk about it": Sight("رازگفتگو"),
    "talk about it: say something": Deed(
        "SELECT count(*) FROM comments WHERE words = 'پیام تازه' AND province = 'IR-21'"
    ),
    "obstacle of Yazd on «بورس»": Sight("رازمانع"),
    "obstacle: answer for headquarters": Deed("SELECT count(*) FROM obstacle_events WHERE side = 'headquarters'"),
    "obstacle: resolve it": Deed("SELECT count(*) FROM obstacles WHERE state = 'resolved'"),
    "what an estate of Yazd sent": Sight("رازشهرک"),
    "what an estate sent: accept it": Deed("SELECT count(*) FROM estate_entries WHERE state = 'accepted'"),
    "the week's workbook of Yazd": Sight("file:گزارش یزد.*xlsx"),
    "the week's sheet of Yazd": Sight("file:برگهٔ هفتگی یزد.*pdf"),
    "digest": Sight("گزارش روزانهٔ ستاد \\|"),
    "headquarters' workbook": Sight("file:گزارش محورها.*xlsx"),
    "headquarters' weekly paper (PDF)": Sight("file:گزارش هفتگی محورها.*pdf"),
    "announcements: write and send one": Deed("SELECT count(*) FROM announcements"),
    "announcements: how somebody else's stands": Sight("اطلاعیهٔ شمارهٔ ۳ — نسخه"),
    "announcements: delete somebody else's": Deed("SELECT count(*) FROM announcements WHERE state = 'deleted'"),
    "administering: people": Sight("فعال: [۰-۹]+ نفر"),
    "administering: the roster with its phone numbers": Sight("file:.*xlsx[^\f]*989000000001|09000000001"),
    "administering: the other rooms": Sight("هر تغییر پیش از انجام نمایش داده می‌شود"),
    "administering: closures and exceptions": Sight("لطفاً روز تعطیل را|گزارش کدام استان پس از"),
    "colleagues and leave of Yazd": Sight("همکاران و مرخصی، استان یزد"),
    "trail": Sight("viewpoint[.]give|consultation[.]verdict"),
}
"""Every row of the table in `docs/threats.md`."""
