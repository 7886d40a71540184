"""The programs that manage devices from afar, and the portals of Apple and Google."""

from fleet.intake.programs import program

DEVICE_MANAGEMENT = (
    program(
        "intune_devices_with_inventory",
        "Microsoft Intune",
        signature="""
            microsoft entra device id | azure ad device id | microsoft entra registered | azure ad registered |
            last check in | eas activation id | eas activated | intune registered | primary user upn |
            security patch level | compliance grace period expiration | management name | skufamily | jointype""",
        ignored="device id | device state",
        serial="serial number",
        imei="imei",
        meid="meid",
        manufacturer="manufacturer",
        model="model",
        storage="total storage",
        category="category",
        enrolled_on="enrollment date",
        ownership="ownership",
        supervised="supervised",
    ),
    program(
        "intune_graph",
        "Microsoft Intune (Graph)",
        signature="""
            manageddeviceownertype | enrolleddatetime | lastsyncdatetime | compliancestate | azureadregistered |
            azureaddeviceid | manageddevicename | totalstoragespaceinbytes | freestoragespaceinbytes |
            physicalmemoryinbytes | userprincipalname | easactivated | managementagent | deviceenrollmenttype |
            deviceregistrationstate | compliancegraceperiodexpirationdatetime""",
        ignored="freestoragespaceinbytes | operatingsystem",
        serial="serialnumber",
        imei="imei",
        meid="meid",
        manufacturer="manufacturer",
        model="model",
        storage="totalstoragespaceinbytes",
        ram="physicalmemoryinbytes",
        category="devicecategorydisplayname",
        enrolled_on="enrolleddatetime",
        ownership="manageddeviceownertype",
        supervised="issupervised",
    ),
    # Jamf Pro: "Managed" and "Supervised" stand in both of its lists since 11.28 and tell nothing.
    program(
        "jamf_pro_mobile_devices",
        "Jamf Pro (mobile devices)",
        signature="""
            jss mobile device id | display name | airplay password | jamf parent pairings | exchange device id |
            shared ipad | resident users | modem firmware version | quota size | capacity mb | available space mb |
            device locator service enabled | device ownership type | current carrier network | home carrier network""",
        ignored="purchased or leased | model number | device id | room | available space mb | battery level",
        serial="serial number",
        imei="imei",
        imei2="imei2",
        meid="meid",
        asset_tag="asset tag",
        model="model",
        model_code="model identifier",
        storage="capacity mb",
        battery_health="battery health",
        purchased_on="po date",
        enrolled_on="last enrollment",
        site="building",
        cost_centre="department",
        ownership="device ownership type",
        supervised="supervised",
        activation_lock="activation lock enabled",
    ),
    program(
        "jamf_pro_computers",
        "Jamf Pro (computers)",
        signature="""
            jss computer id | filevault 2 status | filevault status | jamf binary version | boot rom | smc version |
            total ram mb | drive capacity mb | boot drive available mb | gatekeeper | system integrity protection |
            xprotect definitions version | apple silicon | number of processors | bootstrap token escrowed""",
        ignored="bar code | battery capacity | room | boot drive available mb | platform",
        serial="serial number",
        asset_tag="asset tag",
        manufacturer="make",
        model="model",
        model_code="model identifier",
        storage="drive capacity mb",
        ram="total ram mb",
        battery_health="battery health",
        purchased_on="po date",
        enrolled_on="last enrollment",
        site="building",
        cost_centre="department",
        ownership="purchased or leased",
        supervised="supervised",
        activation_lock="activation lock enabled",
    ),
    program(
        "jamf_school",
        "Jamf School",
        signature="""
            istrashed | locationname | enrolltype | ismanaged | issupervised | assettag | batterylevel |
            availablecapacity | lastcheckin | icloudbackupenabled""",
        ignored="availablecapacity | batterylevel | class",
        serial="serialnumber",
        asset_tag="assettag",
        model="modelname | model",
        model_code="modelidentifier",
        storage="totalcapacity",
        site="locationname",
        supervised="issupervised",
    ),
    program(
        "apple_business_manager",
        "Apple School Manager / Apple Business Manager",
        signature="""
            addedtoorgdatetime | updateddatetime | devicemodel | productfamily | producttype | devicecapacity |
            partnumber | orderdatetime | purchasesourceuid | purchasesourcetype""",
        ignored="partnumber | addedtoorgdatetime | ordernumber",
        serial="serialnumber",
        imei="imei",
        meid="meid",
        model="devicemodel",
        model_code="producttype",
        category="productfamily",
        storage="devicecapacity",
        ordered_on="orderdatetime",
    ),
    program(
        "google_admin_chromeos",
        "Google Admin (ChromeOS)",
        signature="""
            provision status | auto update expiration | last known network | boot mode | active time ranges |
            last policy sync time | last policy request | activity report device state | annotated location |
            annotated user | annotated notes | wifi signal strength | last enrollment reason | storage total bytes""",
        ignored="notes | org unit path | storage free bytes | ram free bytes | last enrollment reason",
        serial="serial number",
        asset_tag="asset id | annotated asset id",
        model="model",
        storage="storage total bytes",
        ram="ram total bytes",
        enrolled_on="first sync",
        site="annotated location",
        remarks="annotated notes",
    ),
    program(
        "gam_cros",
        "GAM (ChromeOS)",
        signature="""
            annotatedassetid | annotatedlocation | annotateduser | autoupdateexpiration | autoupdatethrough |
            orgunitpath | lastenrollmenttime | firstenrollmenttime | bootmode | platformversion | firmwareversion |
            ethernetmacaddress | lastsync""",
        ignored="orgunitpath | manufacturedate | status",
        serial="serialnumber",
        asset_tag="annotatedassetid",
        model="model",
        enrolled_on="firstenrollmenttime",
        site="annotatedlocation",
        remarks="notes",
    ),
    program(
        "kandji",
        "Kandji",
        signature="""
            blueprint | blueprint name | blueprint id | agent version | agent installed | mdm enabled | is missing |
            is removed | lost mode status | first enrollment | last check in""",
        ignored="platform | device id | last enrollment",
        serial="serial number",
        asset_tag="asset tag",
        model="model",
        model_code="model identifier",
        enrolled_on="first enrollment",
    ),
    program(
        "mosyle",
        "Mosyle",
        signature="""
            deviceudid | date last beat | date enroll | date info | date kinfo | date last push | percent disk |
            total disk | device model name | lostmode status | last ip beat""",
        ignored="battery | percent disk | available disk",  # the battery's charge, not its health
        serial="serial number",
        asset_tag="asset tag",
        model="device model name",
        model_code="device model",
        storage="total disk",
        enrolled_on="date enroll",
        supervised="is supervised",
        category="device type",
    ),
    program(
        "workspace_one",
        "Workspace ONE UEM",
        signature="""
            friendly name | device friendly name | organization group | organization group name | location group name |
            enrollment status | compliance status | compromised | compromised status | c e s u | asset number""",
        ignored="organization group | organization group name | location group name | managed by",
        serial="serial number",
        imei="imei",
        asset_tag="asset number",
        manufacturer="manufacturer | oem",
        model="model | display model",
        enrolled_on="enrollment date",
        ownership="ownership",
    ),
    program(
        "knox_manage",
        "Samsung Knox Manage",
        signature="""
            mobile id | imei meid | knox version | knox api level | one ui version | management type |
            last connected | km agent version | agent version | activated date""",
        ignored="mobile id | device id",
        serial="serial number",
        imei="imei meid",
        manufacturer="manufacturer",
        model="model name",
        model_code="model | model number",
    ),
)
