"""The programs that keep an inventory, of things or of a network."""

from fleet.intake.programs import program

INVENTORIES = (
    program(
        "snipeit_en",
        "Snipe-IT",
        signature="""
            checked out to | device image | eol rate | eol date | requestable | expected checkin date | last audit |
            next audit date | checkouts | checkins | model no | default location | asset tag | employee number |
            warranty expires""",
        ignored="default location | company",
        serial="serial",
        imei="imei",
        asset_tag="asset tag",
        manufacturer="manufacturer",
        model="model",
        model_code="model no",
        category="category",
        purchased_on="purchase date",
        site="location",
        byod="byod",
        remarks="notes",
    ),
    program(
        "snipeit_fr",
        "Snipe-IT",
        signature="""
            extrait vers | etiquette de l actif | nom de l actif | compagnie | numero de commande | date d achat |
            prix d achat | emplacement par defaut | date de fin de vie | image de l appareil""",
        ignored="compagnie",
        serial="serie",
        asset_tag="etiquette de l actif",
        manufacturer="fabricant",
        model="modele",
        model_code="numero de modele | n de modele",
        category="categorie",
        purchased_on="date d achat",
        site="lieu",
        remarks="notes",
    ),
    program(
        "snipeit_import",
        "Snipe-IT (import)",
        signature="""
            checkout type | checked out to username | checked out to first name | checked out to last name |
            checked out to email | checked out to location | asset eol date | model notes | asset notes""",
        ignored="company | checked out to location",
        serial="serial",
        asset_tag="asset tag",
        manufacturer="manufacturer",
        model="model",
        model_code="model number",
        category="category",
        purchased_on="purchase date",
        site="location",
        remarks="asset notes",
    ),
    program(
        "glpi_fr",
        "GLPI",
        signature="""
            entite | systeme d exploitation nom | systeme d exploitation version | derniere modification |
            composants processeur | composants memoire | usager | numero d inventaire | nom alternatif de l usager""",
        ignored="entite | statut",
        serial="numero de serie",
        asset_tag="numero d inventaire",
        manufacturer="fabricant",
        model="modele",
        category="type",
        site="lieu",
    ),
    program(
        "glpi_en",
        "GLPI",
        signature="""
            entity | operating system name | operating system version | last update | components processor |
            components memory | alternate username | inventory number""",
        ignored="entity | status",
        serial="serial number",
        asset_tag="inventory number",
        manufacturer="manufacturer",
        model="model",
        category="type",
        site="location",
    ),
    program(
        "lansweeper",
        "Lansweeper",
        signature="""
            assetunique | assettypename | assettypeicon10 | lasttried | firstseen | userdomain | statename |
            warrantydate | assetname | iplocation | ipnumeric | lastseen""",
        ignored="assetid | assettypeicon10",
        serial="serialnumber",
        manufacturer="manufacturer",
        model="model",
        category="assettypename",
        purchased_on="purchasedate",
        ram="memory",
    ),
    program(
        "sccm_report",
        "Configuration Manager (SCCM)",
        signature="adsite | topuser | biosdate | biosversion | managed date | memory slots | pc type | disk size gb",
        ignored="type",
        serial="serial number",
        manufacturer="manufacturer",
        model="model",
        category="pc type",
        storage="disk size gb",
        ram="memory mb",
        enrolled_on="managed date",
        site="adsite",
    ),
    program(
        "sccm_views",
        "Configuration Manager (SCCM views)",
        signature="""
            manufacturer0 | model0 | serialnumber0 | totalphysicalmemory0 | username0 | domain0 | resourceid | name0 |
            netbios name0 | client version0 | ad site name0""",
        ignored="resourceid",
        serial="serialnumber0",
        manufacturer="manufacturer0",
        model="model0",
        site="ad site name0",
    ),
)
