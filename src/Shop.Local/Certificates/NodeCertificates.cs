using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shop.Local.Stack;

namespace Shop.Local.Certificates;

/// <summary>
/// What the Redis nodes and Sentinels of one stack prove themselves with: a certificate for all of them, signed by an authority of this stack's own,
/// which signs nothing else. Files that somebody else's authority made are used as they are.
/// </summary>
internal static class NodeCertificates
{
    // As long as the stack, as a rule: Redis reads a certificate when it starts, and nobody restarts it for one that is about to end. A shorter life
    // would not protect more, with the authority's key beside it.
    private const int Years = 10;

    private static readonly Lock OneAtATime = new();

    /// <summary>The authority's certificate, by which all others know them.</summary>
    public static string AuthorityOf(string directory) => Path.Combine(directory, "ca.crt");

    /// <summary>Makes <c>ca.crt</c>, <c>ca.key</c>, <c>tls.crt</c> and <c>tls.key</c> where they are missing, do not cover all hosts or end soon.</summary>
    /// <exception cref="Refusal">They are somebody else's, and not complete.</exception>
    public static void Ensure(string directory, IReadOnlyCollection<string> hosts)
    {
        lock (OneAtATime)
        {
            PrivateFile.Directory(directory);
            var (authority, authorityKey) = (AuthorityOf(directory), Path.Combine(directory, "ca.key"));
            var (certificate, key) = (Path.Combine(directory, "tls.crt"), Path.Combine(directory, "tls.key"));
            if (File.Exists(authority) && !File.Exists(authorityKey))
            {
                RefuseIncomplete(certificate, key);
                return;
            }

            if (!File.Exists(authority) || EndsSoon(authority))
            {
                MakeAuthority(authority, authorityKey);
            }

            using var signer = X509Certificate2.CreateFromPemFile(authority, authorityKey);
            if (!File.Exists(certificate) || !File.Exists(key) || !Fits(certificate, signer, hosts))
            {
                MakeCertificate(certificate, key, signer, hosts);
            }
        }
    }

    private static void RefuseIncomplete(params string[] files)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new Refusal($"{missing} is missing and there is no ca.key to sign another: put it beside ca.crt, or remove ca.crt to have all made anew.");
        }
    }

    private static bool EndsSoon(string path)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
        return ServerCertificate.EndsSoon(certificate);
    }

    private static bool Fits(string path, X509Certificate2 signer, IEnumerable<string> hosts)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
        return !ServerCertificate.EndsSoon(certificate) && IsSignedBy(signer, certificate) && hosts.All(host => certificate.MatchesHostname(host));
    }

    private static bool IsSignedBy(X509Certificate2 signer, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(signer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static void MakeAuthority(string authority, string authorityKey)
    {
        using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Shop's Redis authority", keys, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var start = ServerCertificate.Start();
        using var made = request.CreateSelfSigned(start, start.AddYears(Years));
        PrivateFile.Write(authorityKey, $"{keys.ExportPkcs8PrivateKeyPem()}\n");
        PrivateFile.Write(authority, $"{made.ExportCertificatePem()}\n");
    }

    private static void MakeCertificate(string certificate, string key, X509Certificate2 signer, IEnumerable<string> hosts)
    {
        using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = ServerCertificate.Request("Shop's Redis nodes", keys, hosts);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(signer, true, false));
        using var made = request.Create(signer, new DateTimeOffset(signer.NotBefore), new DateTimeOffset(signer.NotAfter), RandomNumberGenerator.GetBytes(16));
        PrivateFile.Write(key, $"{keys.ExportPkcs8PrivateKeyPem()}\n");
        PrivateFile.Write(certificate, $"{made.ExportCertificatePem()}\n");
    }
}
