"""Words for invented companies, handles, job mailboxes, titles and placeholders."""

COMPANY_STEMS = """North South West East Blue Green Silver Gold Red Bright Clear High Prime True Open Swift Solid
    Grand Metro Inter Trans
Pan Euro Terra Aqua Aero Nova Alta Vita Luna Sol Delta Sigma Omni Uni Multi Iron Oak Cedar Stone River Lake Harbor
    Summit
Cedar Falcon Eagle Lion Bear Fox Heron Lynx Orca Maple Quartz Cobalt Amber Copper Ember Frost Storm Cloud Star Comet
    Orbit"""
COMPANY_ENDINGS = """gate peak field line bridge point way stone works wave path view land port crest mark forge
    spring haven leaf
wood mont base ton tec dyne lux nex via era ora ium ica onix aris elle ento"""
COMPANY_SECTORS = """Logistics Consulting Systems Foods Media Design Engineering Holdings Partners Solutions Energy
    Health Travel Textiles
Pharma Software Construction Motors Trading Services Insurance Capital Packaging Furniture Printing Security
    Analytics Optics
Chemicals Plastics Dental Catering Events Robotics Marine Aviation Events Recruitment Metals Paper"""

HANDLES = """sunny lucky happy crazy cool star blue red dark silent wild sweet little big super mega ninja tiger
    dragon angel
panda wolf eagle rocker skater gamer dancer runner biker surfer hiker reader cook pixel moon sun cloud storm rain
    snow flower
rose lily daisy honey sugar candy cookie coffee pizza music guitar piano soccer tennis golf chess magic shadow
    phantom rocket"""

SHARED_MAILBOXES = "info contact office sales admin hello support mail team reception accounts service"
ROLE_TITLES = "Sales_Manager Buyer Head_of_IT CEO Accountant Engineer"

PLACEHOLDER_EMAILS = """test@test.com noreply@noreply.com none@none.com noemail@noemail.com no@email.com a@a.com
    na@na.com
unknown@unknown.com test@example.com nomail@nomail.com donotreply@example.com xxx@xxx.com"""
PLACEHOLDER_PHONES = """000-000-0000 0000000000 1111111111 9999999999 999-999-9999 1234567890 123456789 555-555-5555
    000000 0
unknown n/a +00000000000"""
PLACEHOLDER_NAMES = """Test|Test Unknown|Unknown N/A|N/A Test|User Guest|Customer Kunde|Unbekannt xxx|xxx .|.
    No|Name Walk-in|Customer
Client|Inconnu -|-"""
PLACEHOLDER_DATES = "1900-01-01 1970-01-01 01/01/1900 1900-01-01T00:00:00 01.01.1900 0000-00-00 01/01/1970"

TITLES_MALE = "Mr Mr. Dr. Herr Sr. M. Prof. Sig."
TITLES_FEMALE = "Mrs Ms. Dr. Frau Sra. Mme Miss Prof."
