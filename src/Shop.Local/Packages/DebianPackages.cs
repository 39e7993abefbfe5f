using System.Diagnostics;

namespace Shop.Local.Packages;

/// <summary>The programs that the stack is made of, and the Debian packages that bring them.</summary>
internal static class DebianPackages
{
    private static readonly (string Program, string Package)[] Needed =
    [
        ("redis-server", "redis-server"),
        ("redis-cli", "redis-tools"),
        ("nginx", "nginx-light"),
        ("prometheus", "prometheus"),
        ("prometheus-alertmanager", "prometheus-alertmanager"),
        ("prometheus-redis-exporter", "prometheus-redis-exporter"),
        ("prometheus-nginx-exporter", "prometheus-nginx-exporter"),
        ("prometheus-node-exporter", "prometheus-node-exporter"),
    ];

    private static readonly (string Program, string Package)[] NeededByTests =
        [.. Needed, ("curl", "curl"), ("shellcheck", "shellcheck"), ("yamllint", "yamllint"), ("chromium", "chromium")];

    private static readonly (string Program, string Package)[] NeededByContainers =
        [("docker", "docker.io"), ("dockerd", "docker.io"), ("iptables", "iptables"), ("ip", "iproute2")];

    /// <summary>
    /// One script, so that the policy is taken back whatever happens to us meanwhile. The policy keeps the packages' own services from
    /// starting now, disabling keeps them from taking our ports at the next boot; a service that was there before is left alone.
    /// </summary>
    private const string Script = """
        set -eu
        export DEBIAN_FRONTEND=noninteractive
        policy=/usr/sbin/policy-rc.d saved=
        if [ -e "$policy" ] || [ -L "$policy" ]; then saved=$policy.before-shop && mv "$policy" "$saved"; fi
        restore() { rm -f "$policy"; if [ -n "$saved" ]; then mv "$saved" "$policy"; fi; }
        trap restore EXIT
        trap 'exit 1' HUP INT TERM
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
        install() { apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" >/dev/null; }
        install "$@" || { apt-get update -qq && install "$@"; }
        if [ -d /run/systemd/system ]; then
          for package in "$@"; do
            case $package in docker.io) units='docker.socket docker.service' ;; *) units=${package%-light} ;; esac
            systemctl disable --quiet $units 2>/dev/null || true
          done
        fi
        """;

    // redis-py brings no program: its folder stands for it.
    private static readonly (string Program, string Package)[] NeededByBench =
        [.. Needed, ("wrk", "wrk"), ("gunicorn", "gunicorn"), ("flask", "python3-flask"), ("../lib/python3/dist-packages/redis/__init__.py", "python3-redis")];

    /// <summary>Installs what the stack needs and is not there.</summary>
    public static Task EnsureAsync() => EnsureAsync(Needed);

    /// <summary>The same with what the tests need besides.</summary>
    public static Task EnsureForTestsAsync() => EnsureAsync(NeededByTests);

    /// <summary>The same with what the bench loads the shop with, and compares it to, besides.</summary>
    public static Task EnsureForBenchAsync() => EnsureAsync(NeededByBench);

    /// <summary>The packet filter that cuts a node off in a drill.</summary>
    public static Task EnsurePacketFilterAsync() => EnsureAsync([("nft", "nftables")]);

    /// <summary>What a Docker engine of one's own needs; Docker's own service is not started.</summary>
    public static Task EnsureForContainersAsync() => EnsureAsync(NeededByContainers);

    internal static IReadOnlyList<string> Missing(Func<string, string?> find) => Missing(Needed, find);

    private static async Task EnsureAsync((string Program, string Package)[] needed)
    {
        var missing = Missing(needed, Programs.Find);
        if (missing.Count == 0)
        {
            return;
        }

        var names = string.Join(' ', missing);
        if (Programs.Find("apt-get") is null || (!Environment.IsPrivilegedProcess && Programs.Find("sudo") is null))
        {
            throw new Refusal($"Packages are missing and can't be installed from here. Run apt-get install {names} as root, then try again.");
        }

        Console.WriteLine($"Installing with apt: {names}. Their own services are not started.");
        if (await InstallAsync(missing) != 0 || Missing(needed, Programs.Find).Count > 0)
        {
            throw new Refusal($"apt could not install {names}: see its words above. Install them by hand and try again.");
        }
    }

    private static IReadOnlyList<string> Missing((string Program, string Package)[] needed, Func<string, string?> find) =>
        [.. needed.Where(need => find(need.Program) is null).Select(need => need.Package).Distinct(StringComparer.Ordinal)];

    private static async Task<int> InstallAsync(IReadOnlyList<string> packages)
    {
        string[] command = ["/bin/sh", "-c", Script, "shop-install", .. packages];
        command = Environment.IsPrivilegedProcess ? command : ["sudo", .. command];
        using var install = Process.Start(command[0], command[1..]);
        await install.WaitForExitAsync();
        return install.ExitCode;
    }
}
