"""Papers of people: birth certificates, cards, passports, powers of attorney, and the gazette's notice of a company."""

from samplecity.sheets import words as w


def _born(person: dict) -> list[list[str]]:
    return [
        ["نام", person["first_name"]],
        ["نام خانوادگی", person["last_name"]],
        ["تاریخ تولد", w.day(person["birth_date"])],
    ]


def _certificate(person: dict) -> dict:
    return {
        "kind": "birth",
        "front": [*_born(person), ["شماره شناسنامه", w.fa(person["birth_cert_no"])], ["محل صدور", "اصفهان"]],
        "back": [["نام پدر", person["father_name"]], ["کد ملی", w.fa(person["number"])]],
        "stamp": ["ثبت احوال", "اصفهان", "نمونه"],
        "pen": w.pen("ثبت احوال"),
    }


def _card(person: dict) -> dict:
    return {
        "kind": "card",
        "front": [["شماره ملی", w.fa(person["number"])], *_born(person), ["نام پدر", person["father_name"]]],
        "back": [["کد پستی محل سکونت", w.fa(person["residence_postal"])], ["نشانی", person["residence_address"]]],
        "machine": f"{w.fa(person['number'])}‹‹‹{w.fa(person['birth_date'].replace('-', ''))}",
    }


def _copied(line: dict, paper: dict, title: str, *papers: dict) -> tuple[str, dict]:
    sheet = {"title": title, "papers": papers, "mark": w.mark(line, paper["seq"]), "format": "a5", "flipped": True}
    return "card", sheet | ({"format": "a4", "flipped": False} if len(papers) > 1 else {})


def birth_certificate(line: dict, paper: dict) -> tuple[str, dict]:
    return _copied(line, paper, "شناسنامه", _certificate(w.person_of(line, paper["of_person"])))


def national_card(line: dict, paper: dict) -> tuple[str, dict]:
    return _copied(line, paper, "کارت ملی", _card(w.person_of(line, paper["of_person"])))


def attorney_papers(line: dict, paper: dict) -> tuple[str, dict]:
    agent = w.person_of(line, paper["of_person"])
    return _copied(line, paper, "شناسنامه و کارت ملی وکیل", _certificate(agent), _card(agent))


def passport(line: dict, paper: dict) -> tuple[str, dict]:
    holder = w.person_of(line, paper["of_person"])
    page = [
        w.facts(
            ("نام", holder["first_name"]),
            ("نام خانوادگی", holder["last_name"]),
            ("نام پدر", holder["father_name"]),
            ("تاریخ تولد", w.day(holder["birth_date"])),
            ("شناسه فراگیر اتباع", w.fa(holder["number"])),
            ("کد پستی محل سکونت", w.fa(holder["residence_postal"])),
        ),
        w.facts(("نشانی محل سکونت", holder["residence_address"]), columns=1),
        w.signers(w.signer("رئیس اداره اتباع", stamp=("اتباع خارجی", "اصفهان", "نمونه"))),
    ]
    return "form", w.sheet(
        line, paper, "کارت اقامت", ["اداره کل امور اتباع"], [page], format="a5", flipped=True, size=9
    )


def power_of_attorney(line: dict, paper: dict) -> tuple[str, dict]:
    given = next(row for row in line["mandates"] if row["poa_no"] == paper["doc_no"])
    principal, agent = (w.titled(w.person_of(line, given[role])) for role in ("principal", "agent"))
    scope = "، ".join(w.word("mandate_scope", one) for one in given["scope"])
    about = "همه پرونده‌های موکل در شهرداری اصفهان" if given.get("every_file") else f"ملک با کد نوسازی {w.code(line)}"
    first = [
        w.heading("طرفین"),
        w.facts(("موکل", principal), ("وکیل", agent), ("سمت", w.word("capacity", given["capacity"]))),
        w.heading("مورد وکالت"),
        w.text(f"انجام امور زیر در {about}: {scope}."),
        *([] if given.get("every_file") else [w.the_property(line), w.address(line)]),
    ]
    delegates = "ندارد" if given.get("may_delegate") is False else "دارد"
    second = [
        w.heading("حدود اختیارات"),
        w.text(
            f"وکیل حق توکیل به غیر {delegates}. مدت وکالت تا {w.day(given['expires_on'])} است و پس از آن اعتبار ندارد."
        ),
        w.text(f"وکالت‌نامه با شناسه تأیید {w.fa(given['verify_ref'])} در سامانه ثبت الکترونیک اسناد قابل استعلام است."),
        w.signers(w.signer("موکل", principal), w.signer("سردفتر", stamp=(given["notary_office"], "نمونه"))),
    ]
    issuer = ["قوه قضاییه", given["notary_office"]]
    return "form", w.sheet(line, paper, "وکالت‌نامه رسمی", issuer, [first, second], tone="#4a3f7a", format="a5", size=9)


def gazette(line: dict, paper: dict) -> tuple[str, dict]:
    owner = next(person for person in line["people"] if person["kind"] == "legal")
    name, address = owner["last_name"], owner["residence_address"]
    body = (
        f"به موجب صورت‌جلسه مجمع عمومی، {name} به شناسه ملی {w.fa(owner['number'])} و شماره ثبت"
        f" {w.fa(owner['birth_cert_no'])} به نشانی {address}، کد پستی {w.fa(owner['residence_postal'])}، صاحبان"
        " امضای مجاز خود را برای مدت دو سال برگزید. همه اسناد و اوراق تعهدآور با امضای مدیرعامل و مهر شرکت معتبر است."
    )
    return "gazette", {
        "title": f"آگهی تغییرات {name}",
        "day": w.day(paper["doc_date"]),
        "number": w.fa(paper["doc_no"]),
        "body": body,
        "signer": "اداره ثبت شرکت‌ها و مؤسسات غیرتجاری اصفهان",
        "mark": w.mark(line, paper["seq"]),
        "format": "a5",
        "size": 7.5,
    }
