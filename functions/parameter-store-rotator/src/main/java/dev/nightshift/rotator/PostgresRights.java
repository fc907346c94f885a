package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one PostgreSQL role has and another lacks.
///
/// Attributes, limits, settings, memberships, and of all databases which objects they own or are granted rights on;
/// which rights exactly, and what row security asks for, of the session's database only. Source: System Catalogs,
/// PostgreSQL documentation.
final class PostgresRights {
    // A role that inherits from the other, or becomes it at each login, has what that one has.
    private static final String LACKS = """
            WITH n AS (SELECT * FROM pg_catalog.pg_roles WHERE rolname = ?),
            o AS (SELECT * FROM pg_catalog.pg_roles WHERE rolname = ?),
            acts AS (SELECT n.rolsuper OR pg_catalog.pg_has_role(n.oid, o.oid, 'USAGE')
                    OR (pg_catalog.pg_has_role(n.oid, o.oid, 'MEMBER') AND 'role=' || o.rolname = ANY (n.rolconfig))
                    AS yes FROM n, o),
            dep AS (SELECT dbid, classid, objid, deptype, refobjid FROM pg_catalog.pg_shdepend
                WHERE refclassid = 'pg_catalog.pg_authid'::regclass AND deptype IN ('o', 'a', 'r')
                AND classid <> 'pg_catalog.pg_auth_members'::regclass),
            acl AS (
                SELECT 'TABLE ' || c.oid::regclass AS what, relacl AS acl FROM pg_catalog.pg_class AS c
                    WHERE relkind <> 'S'
                UNION ALL SELECT 'SEQUENCE ' || c.oid::regclass, relacl FROM pg_catalog.pg_class AS c WHERE relkind = 'S'
                UNION ALL SELECT 'TABLE ' || attrelid::regclass || ' (' || pg_catalog.quote_ident(attname) || ')', attacl
                    FROM pg_catalog.pg_attribute
                UNION ALL SELECT 'SCHEMA ' || pg_catalog.quote_ident(nspname), nspacl FROM pg_catalog.pg_namespace
                UNION ALL SELECT 'ROUTINE ' || oid::regprocedure, proacl FROM pg_catalog.pg_proc
                UNION ALL SELECT 'TYPE ' || oid::regtype, typacl FROM pg_catalog.pg_type
                UNION ALL SELECT 'DATABASE ' || pg_catalog.quote_ident(datname), datacl FROM pg_catalog.pg_database),
            granted AS (SELECT what, one.grantee, one.privilege_type AS right
                FROM acl, pg_catalog.aclexplode(acl) AS one),
            lacks(rank, what, cure) AS (
            SELECT 0, '', '' WHERE NOT EXISTS (SELECT FROM n)
            UNION ALL
            SELECT 1, one.attribute, pg_catalog.format('ALTER ROLE %I %s', n.rolname, one.attribute)
                FROM n, o, LATERAL (VALUES ('SUPERUSER', o.rolsuper, n.rolsuper),
                    ('CREATEDB', o.rolcreatedb, n.rolcreatedb), ('CREATEROLE', o.rolcreaterole, n.rolcreaterole),
                    ('REPLICATION', o.rolreplication, n.rolreplication),
                    ('BYPASSRLS', o.rolbypassrls, n.rolbypassrls)) AS one(attribute, has, had)
                WHERE one.has AND NOT one.had AND NOT n.rolsuper
            UNION ALL SELECT 1, 'as many connections',
                    pg_catalog.format('ALTER ROLE %I CONNECTION LIMIT %s', n.rolname, o.rolconnlimit) FROM n, o
                WHERE n.rolconnlimit >= 0 AND (o.rolconnlimit < 0 OR n.rolconnlimit < o.rolconnlimit)
            UNION ALL SELECT 2, 'the setting ' || pg_catalog.split_part(one, '=', 1),
                    pg_catalog.format('ALTER ROLE %I SET %s to the same', n.rolname, pg_catalog.split_part(one, '=', 1))
                FROM n, o JOIN pg_catalog.pg_db_role_setting AS s ON s.setrole = o.oid,
                    pg_catalog.unnest(s.setconfig) AS one
                WHERE pg_catalog.split_part(one, '=', 1) NOT IN ('role', 'password_encryption', 'application_name')
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting AS t WHERE t.setrole = n.oid
                    AND t.setdatabase = s.setdatabase AND one = ANY (t.setconfig))
            UNION ALL SELECT 3, 'membership in ' || r.rolname,
                    pg_catalog.format('GRANT %I TO %I', r.rolname, n.rolname)
                FROM n, o, acts, pg_catalog.pg_roles AS r
                WHERE NOT acts.yes AND r.oid NOT IN (n.oid, o.oid) AND NOT o.rolsuper
                AND pg_catalog.pg_has_role(o.oid, r.oid, 'MEMBER')
                AND (NOT pg_catalog.pg_has_role(n.oid, r.oid, 'MEMBER')
                    OR (pg_catalog.pg_has_role(o.oid, r.oid, 'USAGE') AND NOT pg_catalog.pg_has_role(n.oid, r.oid, 'USAGE')))
            UNION ALL SELECT 4, CASE d.deptype WHEN 'o' THEN 'ownership of ' WHEN 'r' THEN 'a row security policy, '
                        ELSE 'rights on ' END
                    || CASE WHEN d.dbid IN (0, b.oid) THEN pg_catalog.pg_describe_object(d.classid, d.objid, 0)
                        ELSE 'an object of the database ' || (SELECT datname FROM pg_catalog.pg_database WHERE oid = d.dbid)
                        END,
                    CASE WHEN d.deptype = 'o' AND n.rolname || '_clone' = o.rolname
                        THEN pg_catalog.format('REASSIGN OWNED BY %I TO %I', o.rolname, n.rolname)
                        ELSE pg_catalog.format('GRANT %I TO %I; ALTER ROLE %2$I SET role TO %1$I', o.rolname, n.rolname) END
                FROM n, o, acts, dep AS d, pg_catalog.pg_database AS b
                WHERE b.datname = pg_catalog.current_database() AND NOT acts.yes AND d.refobjid = o.oid
                AND NOT EXISTS (SELECT FROM dep AS e
                    WHERE (e.dbid, e.classid, e.objid) = (d.dbid, d.classid, d.objid)
                    AND (e.deptype = d.deptype OR e.deptype = 'o')
                    AND pg_catalog.pg_has_role(n.oid, e.refobjid, 'USAGE'))
            UNION ALL SELECT 5, g.right || ' ON ' || g.what,
                    pg_catalog.format('GRANT %s ON %s TO %I', g.right, g.what, n.rolname)
                FROM n, o, acts, granted AS g WHERE NOT acts.yes AND g.grantee = o.oid
                AND NOT EXISTS (SELECT FROM granted AS h WHERE h.what = g.what AND h.right = g.right
                    AND CASE h.grantee WHEN 0 THEN true ELSE pg_catalog.pg_has_role(n.oid, h.grantee, 'USAGE') END)
            UNION ALL SELECT 6, 'the name that row security of ' || p.polrelid::regclass || ' asks for',
                    pg_catalog.format('ALTER ROLE %I SET role TO %I', n.rolname, o.rolname)
                FROM n, o, pg_catalog.pg_policy AS p
                WHERE NOT n.rolsuper AND NOT n.rolbypassrls AND (0 = ANY (p.polroles) OR o.oid = ANY (p.polroles))
                AND pg_catalog.concat(pg_catalog.pg_get_expr(p.polqual, p.polrelid),
                    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)) ~ 'CURRENT_USER|SESSION_USER'
                AND COALESCE((SELECT one FROM pg_catalog.unnest(n.rolconfig) AS one WHERE one LIKE 'role=%'),
                        'role=' || n.rolname)
                    <> COALESCE((SELECT one FROM pg_catalog.unnest(o.rolconfig) AS one WHERE one LIKE 'role=%'),
                        'role=' || o.rolname))
            SELECT what, cure FROM lacks ORDER BY rank, what LIMIT 1""";

    private static final String PROVIDE = """
            SELECT CASE WHEN n.oid IS NULL
                THEN pg_catalog.format('CREATE ROLE %I LOGIN%s%s CONNECTION LIMIT %s IN ROLE %I', w.name,
                    CASE WHEN o.rolcreatedb THEN ' CREATEDB' END, CASE WHEN o.rolcreaterole THEN ' CREATEROLE' END,
                    o.rolconnlimit, o.rolname)
                ELSE pg_catalog.format('GRANT %I TO %I', o.rolname, w.name) END AS first,
                pg_catalog.format('ALTER ROLE %I SET role TO %L', w.name, o.rolname) AS second
            FROM (SELECT ?::text AS name) AS w JOIN pg_catalog.pg_roles AS o ON o.rolname = ?
            LEFT JOIN pg_catalog.pg_roles AS n ON n.rolname = w.name""";

    // By way of the transaction's own settings: the text of a list cannot be quoted as one.
    private static final String SETTINGS = """
            SELECT pg_catalog.split_part(one, '=', 1) AS name,
                pg_catalog.substr(one, pg_catalog.strpos(one, '=') + 1) AS value,
                pg_catalog.format('ALTER ROLE %I%s SET %s FROM CURRENT', ?::text,
                    (SELECT pg_catalog.format(' IN DATABASE %I', datname) FROM pg_catalog.pg_database
                        WHERE oid = s.setdatabase), pg_catalog.split_part(one, '=', 1)) AS statement
            FROM pg_catalog.pg_db_role_setting AS s JOIN pg_catalog.pg_roles AS o ON s.setrole = o.oid,
                pg_catalog.unnest(s.setconfig) AS one
            WHERE o.rolname = ? AND pg_catalog.split_part(one, '=', 1) NOT IN ('role', 'password_encryption')""";

    private PostgresRights() {}

    /// What a role lacks of another and the statement that gives it, as the end of a sentence.
    static Optional<String> lacks(Connection connection, String user, String other) throws SQLException {
        return PostgresRoles.inTransaction(connection, () -> {
            try (PreparedStatement statement = prepared(connection, LACKS, user, other)) {
                ResultSet row = statement.executeQuery();
                if (!row.next()) {
                    return Optional.empty();
                }
                String what = row.getString("what");
                return Optional.of(
                        what.isEmpty()
                                ? DatabaseUser.MISSING.formatted(user)
                                : DatabaseUser.LACKS.formatted(user, what, other, row.getString("cure")));
            }
        });
    }

    /// Creates a role that becomes the other one at each login, or makes one that is there do so. It has no password:
    /// nobody logs in with it before one is set.
    static void provide(Connection connection, String user, String other) throws SQLException {
        PostgresRoles.inTransaction(connection, () -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements(connection, user, other)) {
                    statement.execute(sql);
                }
                for (String[] setting : settings(connection, user, other)) {
                    try (PreparedStatement local =
                            prepared(connection, "SELECT pg_catalog.set_config(?, ?, true)", setting[0], setting[1])) {
                        local.execute();
                    }
                    statement.execute(setting[2]);
                }
            }
            return user;
        });
    }

    private static List<String> statements(Connection connection, String user, String other) throws SQLException {
        try (PreparedStatement statement = prepared(connection, PROVIDE, user, other)) {
            ResultSet row = statement.executeQuery();
            return row.next() ? List.of(row.getString("first"), row.getString("second")) : List.of();
        }
    }

    private static List<String[]> settings(Connection connection, String user, String other) throws SQLException {
        List<String[]> settings = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, SETTINGS, user, other)) {
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                settings.add(new String[] {row.getString("name"), row.getString("value"), row.getString("statement")});
            }
        }
        return settings;
    }

    private static PreparedStatement prepared(Connection connection, String sql, String first, String second)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, first);
        statement.setString(2, second);
        return statement;
    }
}
