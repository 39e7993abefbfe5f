using Shop.Local.Stack;

namespace Shop.Local.Nodes;

internal static class AlertmanagerNode
{
    public static Launch Prepare(StackLayout layout, Node node)
    {
        var directory = layout.DirectoryOf(node);
        File.Copy(Path.Combine(layout.Root, "ops/alertmanager/alertmanager.yml"), Path.Combine(directory, "alertmanager.yml"), overwrite: true);
        return new Launch(
            "prometheus-alertmanager",
            $"--config.file={directory}/alertmanager.yml",
            $"--storage.path={directory}/data",
            $"--web.listen-address={node.Address}",
            "--cluster.listen-address="); // alone: without this it would listen on every address for others of its kind
    }
}
