using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shop.Local;
using Shop.Local.Drill;
using Shop.Local.Nodes;
using Shop.Local.Packages;
using Shop.Local.Stack;

namespace Shop.Bench.Sites;

/// <summary>The same GET and the same purchase in other languages, on the shop's Redis: bench/peers.</summary>
internal sealed class Peers(DrillStack shop)
{
    private const string Key = "a key of the bench's own";

    public Task<Site> OpenNodeAsync() =>
        Site.OpenAsync(shop, "fastify", (_, node) => LaunchOf("node", Path.Combine(NodeFolder, "server.js"), node.Host, Text(node.Port)), "/health");

    public Task<Site> OpenPythonAsync() => Site.OpenAsync(
        shop,
        "flask",
        (_, node) => LaunchOf(
            "gunicorn", "--chdir", Path.Combine(Sources, "python"), "--bind", node.Address, "--worker-class", "gthread", "--workers", "2", "--threads", "8",
            "--keep-alive", "75", "--log-level", "warning", "app:app"),
        "/health");

    /// <summary>What they take for proof of who calls.</summary>
    public static string TokenOf(string user) =>
        $"{user}.{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(user)))}";

    /// <summary>Installs what they need: from Debian, and from npm exactly as locked, below artifacts/.</summary>
    public static async Task InstallAsync()
    {
        await DebianPackages.EnsureForBenchAsync();
        if (Programs.Find("node") is null || Programs.Find("npm") is null)
        {
            throw new Refusal("Node.js and npm are missing: install them (https://nodejs.org or apt-get install nodejs npm) and try again.");
        }

        var installed = Path.Combine(NodeFolder, "node_modules", ".installed.json");
        Directory.CreateDirectory(NodeFolder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Sources, "node")))
        {
            File.Copy(file, Path.Combine(NodeFolder, Path.GetFileName(file)), overwrite: true);
        }

        var locked = await File.ReadAllTextAsync(Path.Combine(NodeFolder, "package-lock.json"));
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != locked)
        {
            await NpmAsync();
            await File.WriteAllTextAsync(installed, locked);
        }
    }

    private static string Sources => Path.Combine(Repository.Root, "bench/peers");

    private static string NodeFolder => Path.Combine(Repository.Root, "artifacts/peers/node");

    private static async Task NpmAsync()
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund --silent") { WorkingDirectory = NodeFolder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new Refusal("npm could not install the peer: see its words above.");
        }
    }

    private Launch LaunchOf(params string[] command)
    {
        var script = Path.Combine(shop.Layout.Directory, "PlacePurchase.lua");
        File.WriteAllText(script, LuaScript.Load("PlacePurchase").Source);
        return new Launch(command, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NODE_ENV"] = "production",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["REDIS_SENTINEL"] = shop.Layout.Sentinels,
            ["REDIS_MASTER_NAME"] = shop.Settings.MasterName,
            ["REDIS_PASSWORD"] = shop.Settings.RedisPassword,
            ["SENTINEL_PASSWORD"] = shop.Settings.OperatorPassword, // their libraries ask the Sentinels more than the application may
            ["PEER_KEY"] = Key,
            ["PEER_SCRIPT"] = script,
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
