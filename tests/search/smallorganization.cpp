#include "tests/search/smallorganization.h"

namespace leadline::test {

QByteArray smallLeads()
{
    return R"json([
{"id": "lead_arkwright", "display_name": "Arkwright Robotics", "status_id": "stat_1", "status_label": "Contacted",
 "description": "Makers of picking robots", "url": "https://arkwright.example",
 "custom.cf_vendor": "Legacy CRM", "custom.cf_tags": ["Manufacturing", "Referral"],
 "addresses": [{"address_1": "18 Quay Road", "city": "Boston", "state": "MA", "zipcode": "02110", "country": "US"}],
 "contacts": [
  {"id": "cont_dana", "lead_id": "lead_arkwright", "name": "Dana Whitfield", "display_name": "Dana Whitfield", "title": "COO",
   "phones": [{"phone": "+14155550142", "phone_formatted": "+1 415-555-0142", "type": "direct"}],
   "emails": [{"email": "dana@arkwright.example", "type": "office"}]},
  {"id": "cont_tom", "lead_id": "lead_arkwright", "name": "Tom Reyes", "display_name": "Tom Reyes", "title": "Head of Purchasing",
   "phones": [{"phone": "+16175550119", "phone_formatted": "+1 617-555-0119", "type": "office"}],
   "emails": [{"email": "tom.reyes@acme.com", "type": "office"}]}],
 "tasks": [{"id": "task_questions", "lead_id": "lead_arkwright", "_type": "lead", "text": "Send security questionnaire",
            "is_complete": false, "assigned_to": "user_other", "date": "2026-06-22"}],
 "opportunities": [{"id": "oppo_seats", "lead_id": "lead_arkwright", "status_label": "Demo completed", "status_type": "active",
                    "value": 1200000, "value_formatted": "$12,000 annual", "note": "Twenty seats from January", "user_id": "user_other"}],
 "date_created": "2026-01-01T10:00:00+00:00", "date_updated": "2026-06-19T10:00:00+00:00"},
{"id": "lead_mueller", "display_name": "Müller Wärmetechnik GmbH", "status_label": "Qualified",
 "addresses": [{"city": "Kassel", "country": "DE"}],
 "contacts": [{"id": "cont_juergen", "lead_id": "lead_mueller", "name": "Jürgen Groß", "title": "Einkauf", "custom.cf_tongue": "Schwyzerdütsch",
   "phones": [{"phone": "+495615550199", "phone_formatted": "+49 561 5550199"}],
   "emails": [{"email": "j.gross@mueller-waerme.de"}]}],
 "date_updated": "2026-06-18T10:00:00+00:00"},
{"id": "lead_lindqvist", "display_name": "Lindqvist Interiör AB", "status_label": "Qualified",
 "addresses": [{"city": "Göteborg", "country": "SE"}],
 "contacts": [{"id": "cont_asa", "lead_id": "lead_lindqvist", "name": "Åsa Öberg", "emails": [{"email": "asa@lindqvist.example"}]}],
 "date_updated": "2026-06-17T10:00:00+00:00"},
{"id": "lead_kawamura", "display_name": "川村精密 Kawamura Precision", "status_label": "Interested",
 "addresses": [{"city": "Osaka", "country": "JP"}], "contacts": [], "date_updated": "2026-06-16T10:00:00+00:00"},
{"id": "lead_oneil", "display_name": "O'Neil & Sons", "status_label": "Potential",
 "contacts": [{"id": "cont_pat", "lead_id": "lead_oneil", "name": "Pat O'Neil", "phones": [{"phone": "02079460018"}]}],
 "date_updated": "2026-06-15T10:00:00+00:00"},
{"id": "lead_goesser", "display_name": "Goesser Braeu", "status_label": "Potential", "contacts": [],
 "date_updated": "2026-06-14T10:00:00+00:00"},
{"id": "lead_al", "display_name": "Al", "status_label": "Potential", "contacts": [], "date_updated": "2020-01-01T10:00:00+00:00"},
{"id": "lead_alpha", "display_name": "Alpha Logistics", "status_label": "Potential", "contacts": [],
 "date_updated": "2026-06-13T10:00:00+00:00"},
{"id": "lead_alpine", "display_name": "Alpine Outfitters", "status_label": "Potential", "contacts": [],
 "tasks": [{"id": "task_mine", "lead_id": "lead_alpine", "_type": "lead", "text": "Ask about boots", "is_complete": false,
            "assigned_to": "user_me", "date": "2026-06-23"}],
 "date_updated": "2026-06-12T10:00:00+00:00"},
{"id": "lead_solano", "display_name": "Solano Freight Partners", "status_label": "Not interested",
 "contacts": [{"id": "cont_dan", "lead_id": "lead_solano", "name": "Dan Arkin", "emails": [{"email": "dan@solano.example"}]}],
 "date_updated": "2026-06-11T10:00:00+00:00"}
])json";
}

QByteArray smallActivities()
{
    return R"json([
{"_type": "Note", "id": "acti_note", "lead_id": "lead_arkwright", "user_id": "user_other",
 "note": "Gatekeeper is called Ines; best before ten. Uses a shared line, ask for extension 4.",
 "note_html": "<body><p>Gatekeeper is called Ines; best before ten. Uses a shared line, ask for extension 4.</p></body>",
 "activity_at": "2026-06-16T11:40:00+00:00", "date_created": "2026-06-16T11:40:00+00:00", "date_updated": "2026-06-16T11:40:00+00:00"},
{"_type": "Call", "id": "acti_call", "lead_id": "lead_arkwright", "user_id": "user_other", "direction": "outbound",
 "status": "completed", "duration": 252, "note": "Wants a comparison with the current vendor before Monday.",
 "note_html": "<body><p>Wants a comparison with the current vendor before Monday.</p></body>",
 "activity_at": "2026-06-18T15:05:00+00:00", "date_created": "2026-06-18T15:05:00+00:00", "date_updated": "2026-06-18T15:05:00+00:00"},
{"_type": "SMS", "id": "acti_sms", "lead_id": "lead_arkwright", "direction": "inbound", "status": "inbox",
 "text": "Can you call me before lunch? I have the numbers from our CFO.",
 "activity_at": "2026-06-19T09:12:00+00:00", "date_created": "2026-06-19T09:12:00+00:00", "date_updated": "2026-06-19T09:12:00+00:00"},
{"_type": "Email", "id": "acti_email", "lead_id": "lead_mueller", "direction": "outgoing", "status": "sent",
 "subject": "Pricing for 20 seats", "body_preview": "Please find our quotation attached", "sender": "ana@harbor.example",
 "to": ["j.gross@mueller-waerme.de"],
 "activity_at": "2026-06-17T08:00:00+00:00", "date_created": "2026-06-17T08:00:00+00:00", "date_updated": "2026-06-17T08:00:00+00:00"},
{"_type": "Meeting", "id": "acti_meeting", "lead_id": "lead_solano", "title": "Plant tour in Vallejo", "status": "completed",
 "activity_at": "2026-06-10T08:00:00+00:00", "date_created": "2026-06-10T08:00:00+00:00", "date_updated": "2026-06-10T08:00:00+00:00"}
])json";
}

} // namespace leadline::test
