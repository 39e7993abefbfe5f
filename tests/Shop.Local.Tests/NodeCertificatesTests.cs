using System.Security.Cryptography.X509Certificates;
using Shop.Local.Certificates;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>The certificates of Redis nodes and Sentinels: made once, renewed by the same authority, and left alone where they are somebody else's.</summary>
public sealed class NodeCertificatesTests : IDisposable
{
    private static readonly string[] Hosts = ["redis-1", "127.0.0.1"];

    private readonly string _folder = TestFolder.Make("certificates");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void They_are_made_once_for_all_hosts_and_only_their_owner_may_read_them()
    {
        var made = Ensure(Hosts);

        Assert.Equal(made, Ensure(Hosts));
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(PathOf("tls.crt"));
        Assert.All(Hosts, host => Assert.True(certificate.MatchesHostname(host)));
        Assert.False(certificate.MatchesHostname("localhost"));
        Assert.All(made.Keys, name => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(name))));
    }

    [Fact]
    public void One_that_was_removed_or_lacks_a_host_is_made_anew_by_the_same_authority()
    {
        var first = Ensure(Hosts);
        File.Delete(PathOf("tls.crt"));
        var second = Ensure(Hosts);
        var third = Ensure([.. Hosts, "redis-2"]);

        Assert.Equal([first["ca.crt"], first["ca.crt"]], [second["ca.crt"], third["ca.crt"]]);
        Assert.Equal(3, new[] { first, second, third }.Select(files => files["tls.crt"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Without_its_authority_a_certificate_is_made_anew_by_another()
    {
        var first = Ensure(Hosts);
        File.Delete(PathOf("ca.crt"));
        File.Delete(PathOf("ca.key"));
        var second = Ensure(Hosts);

        Assert.NotEqual(first["ca.crt"], second["ca.crt"]);
        Assert.NotEqual(first["tls.crt"], second["tls.crt"]);
    }

    [Fact]
    public void Those_of_an_authority_whose_key_is_elsewhere_are_used_as_they_are_or_refused_when_one_is_missing()
    {
        Ensure(Hosts);
        File.Delete(PathOf("ca.key"));

        NodeCertificates.Ensure(_folder, ["another"]);

        Assert.False(File.Exists(PathOf("ca.key")));
        File.Delete(PathOf("tls.key"));
        var refusal = Assert.Throws<Refusal>(() => NodeCertificates.Ensure(_folder, Hosts));
        Assert.StartsWith($"{PathOf("tls.key")} is missing", refusal.Message, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Ensure(string[] hosts)
    {
        NodeCertificates.Ensure(_folder, hosts);
        return Directory.EnumerateFiles(_folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
