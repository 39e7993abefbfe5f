using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>Alertmanager, through the start script that containers use as well.</summary>
internal static class AlertmanagerNode
{
    public static readonly string[] Webhooks = ["ALERT_PAGE_URL", "ALERT_TICKET_URL", "ALERT_HEARTBEAT_URL"];

    public static Launch Prepare(StackLayout layout, Node node, Settings settings) => new(
        [
            Path.Combine(layout.Root, "ops/alertmanager/start-alertmanager.sh"),
            layout.DirectoryOf(node),
            $"--web.listen-address={node.Address}",
            "--cluster.listen-address=", // alone: without this it would listen on every address for others of its kind
        ],
        Webhooks.Where(name => settings.Find(name) is not null)
            .ToDictionary(name => name, name => settings.Find(name)!, StringComparer.Ordinal));
}
